// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * A port of one of QEMU's hubs, beside the {@link Backend} that the same option is: {@code -netdev
 * hubport,id=p0,hubid=1,netdev=n0}. All ports of a hub see the same packets, and the hub {@code 0}
 * is that of all {@code -net} options (QEMU documentation, "Network options").
 *
 * @param hub the number of the hub, as it is written; not empty
 * @param netdev the id of the backend that is connected to the hub by this port; empty if the port
 *     is for a card
 * @since 0.2
 */
@ImplementedByPlugins
public record HubPort(String hub, String netdev) implements NetworkPart {

  /**
   * Checks that a hub is named.
   *
   * @param hub as in the record
   * @param netdev as in the record
   */
  public HubPort {
    if (hub.isEmpty()) {
      throw new IllegalArgumentException("a port of no hub, for '" + netdev + "'");
    }
  }
}
