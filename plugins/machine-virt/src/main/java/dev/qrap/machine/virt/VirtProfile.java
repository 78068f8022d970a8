// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.virt;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import java.util.List;

/**
 * The machines that are made for virtual machines alone, {@code virt}, and Arm's {@code sbsa-ref}.
 * Most have PCI Express; those of m68k and OpenRISC have virtio on memory-mapped I/O, and that of
 * Hexagon has neither. Read from QEMU 7.2, 10.0 and 11.1; {@code BoardsIT} tries each on the QEMUs
 * that are installed.
 */
public final class VirtProfile implements MachineProfile {

  @Override
  public String name() {
    return "virt";
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.isOf("virt") || machine.isOf("sbsa-ref");
  }

  /** Read from {@code info network} of QEMU 7.2. */
  @Override
  public boolean hasDefaultNic(Machine machine) {
    return switch (machine.architecture()) {
      case "hexagon", "m68k", "or1k", "riscv32", "riscv64" -> false;
      default -> true;
    };
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return switch (machine.architecture()) {
      case "m68k", "or1k" ->
          NicPlacement.virtio(
              "virtio-net-device", List.of(), "QEMU chooses a virtio-mmio transport");
      case "hexagon" ->
          new NoPlacement(
              "it has neither a card nor a bus for one; say -nic none to run it without a network");
      default ->
          NicPlacement.virtio("virtio-net-pci", List.of(), "QEMU chooses a free slot of pcie.0");
    };
  }
}
