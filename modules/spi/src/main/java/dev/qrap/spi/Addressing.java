// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * Whether the address of an added card must be spelled out.
 *
 * @since 0.1
 */
@ProvidedByQrap
public enum Addressing {
  /** Always: the lowest free address, in the profile's own notation (policy {@code replace}). */
  LOWEST_FREE,
  /**
   * Only if QEMU's own choice would fail or would leave no room for an interface that is plugged in
   * later (policy {@code keep}).
   */
  WHERE_NEEDED
}
