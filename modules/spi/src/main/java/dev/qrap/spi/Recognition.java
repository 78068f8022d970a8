// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * Whether a backend of a kind listens on a socket.
 *
 * @since 0.2
 */
@ImplementedByPlugins
public enum Recognition {
  /** It does, as far as anybody can tell. */
  YES,
  /** Something else listens there. */
  NO,
  /** It may be. */
  UNKNOWN
}
