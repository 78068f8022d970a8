// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * What the user asks of the network of one card. Filters read it off a backend of QEMU's own
 * ({@code -netdev user,hostfwd=...}), settings add to it ({@code forward=}), and backends honour it
 * or say what they cannot do.
 *
 * @param features what is asked, in the order in which it was written; empty if nothing is
 * @since 0.2
 */
@ImplementedByPlugins
@ProvidedByQrap
public record NetworkRequest(List<NetworkFeature> features) {

  /** Nothing is asked. */
  public static final NetworkRequest NOTHING = new NetworkRequest(List.of());

  /**
   * Makes the list immutable.
   *
   * @param features as in the record
   */
  public NetworkRequest {
    features = List.copyOf(features);
  }
}
