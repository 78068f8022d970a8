// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;
import java.util.Objects;

/**
 * The guest that an {@link ExecStrategy} connects.
 *
 * @param qemu the QEMU that will run
 * @param machine the machine that the line describes; its type is empty if that is not known
 * @param accelerator the accelerator that the line allows: {@code kvm}, {@code tcg}; empty if it
 *     names none or several
 * @param card QEMU's name of the card's device: {@code virtio-net-pci}; empty if the line leaves it
 *     to the board, or if a hub is between the card and its backend
 * @param memory what the line says of the guest's memory
 * @param reconnects whether QEMU may connect again by itself when the connection has ended: false
 *     if qrap starts the backend, which ends with its connection, and false with {@code exec=auto}
 *     if other users could put a socket of theirs in the place of the backend's
 * @param backendArguments what QEMU must tell a backend that it {@linkplain
 *     ExecStrategy#startsBackend starts by itself}, byte strings; empty for other strategies
 * @param name a name that no option of the line has, for the ids of options that the strategy adds
 * @since 0.2
 */
@ProvidedByQrap
public record Guest(
    QemuInfo qemu,
    Machine machine,
    String accelerator,
    String card,
    GuestMemory memory,
    boolean reconnects,
    List<String> backendArguments,
    String name) {

  /**
   * Checks that nothing is null, and makes the list immutable.
   *
   * @param qemu as in the record
   * @param machine as in the record
   * @param accelerator as in the record
   * @param card as in the record
   * @param memory as in the record
   * @param reconnects as in the record
   * @param backendArguments as in the record
   * @param name as in the record
   */
  public Guest {
    Objects.requireNonNull(qemu, "qemu");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(accelerator, "accelerator");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(memory, "memory");
    backendArguments = List.copyOf(backendArguments);
    Objects.requireNonNull(name, "name");
  }

  /**
   * Whether the card is a virtio card.
   *
   * @return true for {@code virtio-net-pci} and its kin; false if the card is not known
   */
  public boolean hasVirtioCard() {
    return card.startsWith("virtio-net") || card.equals("virtio");
  }

  /**
   * The same guest, as it is for a strategy that {@linkplain ExecStrategy#startsBackend lets QEMU
   * start the backend}.
   *
   * @param arguments what QEMU must tell the backend, byte strings
   * @return the guest
   */
  public Guest starting(List<String> arguments) {
    return new Guest(qemu, machine, accelerator, card, memory, reconnects, arguments, name);
  }
}
