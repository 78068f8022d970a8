// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.virt;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import java.util.List;

/**
 * The machines that are made for virtual machines alone, {@code virt}, and Arm's {@code sbsa-ref}.
 * Most have PCI Express; those of m68k and OpenRISC have virtio on memory-mapped I/O.
 */
public final class VirtProfile implements MachineProfile {

  private static final List<Property> SETTINGS = List.of(Property.number("x-txburst", 4096));

  @Override
  public String name() {
    return "virt";
  }

  @Override
  public boolean supports(Machine machine) {
    String type = machine.type();
    return type.equals("virt") || type.startsWith("virt-") || type.equals("sbsa-ref");
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return switch (machine.architecture()) {
      case "m68k", "or1k" ->
          new NicPlacement(
              "virtio-net-device", List.of(), SETTINGS, "QEMU chooses a virtio-mmio transport");
      default ->
          new NicPlacement(
              "virtio-net-pci", List.of(), SETTINGS, "QEMU chooses a free slot of pcie.0");
    };
  }
}
