// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * The machine's own network card, the one that its board has or that QEMU gives it by default:
 * {@code -net nic} (QEMU documentation, "Network options").
 *
 * @param model QEMU's name of its device: {@code virtio-net-pci}; empty if that is not known
 * @param reason why this card, for people: one line without a full stop
 * @since 0.1
 */
@ImplementedByPlugins
public record BoardNic(String model, String reason) implements Placement {

  /**
   * Checks that there is a reason.
   *
   * @param model as in the record
   * @param reason as in the record
   */
  public BoardNic {
    Objects.requireNonNull(model, "model");
    if (reason.isEmpty()) {
      throw new IllegalArgumentException("no reason");
    }
  }

  /**
   * A card whose model is not known.
   *
   * @param reason as in the record
   */
  public BoardNic(String reason) {
    this("", reason);
  }
}
