// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * What an {@link ExecStrategy} needs before QEMU starts.
 *
 * @since 0.1
 */
@FromPlugin
public enum Need {
  /** A connection to a backend that has proved alive, on a descriptor that QEMU inherits. */
  CONNECTED_DESCRIPTOR,
  /** The path of a socket on which a backend has proved alive; QEMU connects by itself. */
  LIVE_PATH,
  /** Nothing. */
  NONE
}
