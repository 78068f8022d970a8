// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * What an {@link ExecStrategy} needs before QEMU starts.
 *
 * @since 0.1
 */
@ImplementedByPlugins
public enum Need {
  /** A connection to a backend that has proved alive, on a descriptor that QEMU inherits. */
  CONNECTED_DESCRIPTOR,
  /**
   * The path of a socket on which a backend listens; QEMU connects by itself. It is not connected
   * to before, which would use up a backend that serves one client and ends.
   */
  SOCKET_PATH,
  /** Nothing. */
  NONE
}
