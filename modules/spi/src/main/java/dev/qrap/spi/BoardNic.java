// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * The machine's own network card, the one that its board has or that QEMU gives it by default:
 * {@code -net nic} (QEMU documentation, "Network options").
 *
 * @param reason why this card, for people: one line without a full stop
 * @since 0.1
 */
@ImplementedByPlugins
public record BoardNic(String reason) implements Placement {

  /**
   * Checks that there is a reason.
   *
   * @param reason as in the record
   */
  public BoardNic {
    if (reason.isEmpty()) {
      throw new IllegalArgumentException("no reason");
    }
  }
}
