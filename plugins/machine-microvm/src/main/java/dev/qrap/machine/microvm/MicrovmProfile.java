// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.microvm;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import java.util.List;

/** The minimal x86 machine: virtio on memory-mapped I/O, or PCI Express with {@code pcie=on}. */
public final class MicrovmProfile implements MachineProfile {

  @Override
  public String name() {
    return "microvm";
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.isOf("microvm");
  }

  @Override
  public boolean hasDefaultNic(Machine machine) {
    return false;
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return hasPci(machine)
        ? NicPlacement.virtio(
            "virtio-net-pci", List.of(), "with pcie=on, QEMU chooses a slot of pcie.0")
        : NicPlacement.virtio(
            "virtio-net-device", List.of(), "without pcie=on, a virtio-mmio transport");
  }

  /** What QEMU takes for true in a truth value. */
  private static boolean hasPci(Machine machine) {
    boolean pci = false;
    for (Property option : machine.options()) {
      if (option.key().equals("pcie")) {
        pci =
            switch (option.value()) {
              case "on", "yes", "true", "y" -> true;
              default -> false;
            };
      }
    }
    return pci;
  }
}
