// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * How a backend proves that it is alive: whatever it answers counts, and the answer is left for
 * QEMU to read.
 *
 * @param request what is sent to it in one write, a byte string; empty if it speaks first
 * @param endsWithConnection whether the backend ends when a connection is closed. Then a connection
 *     that was probed must be the one that is handed over, nothing else may connect, and a launch
 *     that fails after the probe says that the backend is lost
 * @since 0.2
 */
@ImplementedByPlugins
public record Probe(String request, boolean endsWithConnection) {

  /**
   * Checks the request.
   *
   * @param request as in the record
   * @param endsWithConnection as in the record
   */
  public Probe {
    Objects.requireNonNull(request, "request");
  }
}
