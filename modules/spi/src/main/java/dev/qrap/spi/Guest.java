// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * The guest that an {@link ExecStrategy} connects.
 *
 * @param qemu the QEMU that will run
 * @param machine the machine that the line describes; its type is empty if that is not known
 * @param card QEMU's name of the card's device: {@code virtio-net-pci}; empty if the line leaves it
 *     to the board, or if no card is meant yet, as in {@code qrap doctor}
 * @param memory what the line says of the guest's memory
 * @param name a name that no option of the line has, for the ids of options that the strategy adds
 * @since 0.2
 */
@ProvidedByQrap
public record Guest(QemuInfo qemu, Machine machine, String card, GuestMemory memory, String name) {

  /**
   * Checks that nothing is null.
   *
   * @param qemu as in the record
   * @param machine as in the record
   * @param card as in the record
   * @param memory as in the record
   * @param name as in the record
   */
  public Guest {
    Objects.requireNonNull(qemu, "qemu");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(name, "name");
  }
}
