// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * What is spoken on a backend's socket.
 *
 * @since 0.2
 */
@ImplementedByPlugins
public enum Protocol {
  /**
   * Ethernet frames, each after its length as four bytes, big endian: what QEMU's {@code -netdev
   * socket} and {@code -netdev stream} speak (QEMU documentation, "Network options").
   */
  FRAMES,
  /** The vhost-user protocol (QEMU documentation, "Vhost-user Protocol"). */
  VHOST_USER
}
