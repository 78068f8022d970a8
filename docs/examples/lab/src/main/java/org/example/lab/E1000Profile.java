// SPDX-License-Identifier: Apache-2.0
package org.example.lab;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.QemuOption;
import java.util.List;

/**
 * Adds an e1000 instead of a virtio card to a PC without any virtio device: old systems and many
 * router images have no virtio drivers, and nearly all have one for this card.
 */
public final class E1000Profile implements MachineProfile {

  @Override
  public String name() {
    return "org.example.lab.e1000";
  }

  /** Higher than qrap's own profile of the PC, which has 0: this one is asked first. */
  @Override
  public int priority() {
    return 100;
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.isOf("pc") && !machine.isOf("pc-q35");
  }

  /** Without an address: the card comes last, and QEMU gives it the lowest slot that is free. */
  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return knowsVirtio(inventory)
        ? NicPlacement.virtio("virtio-net-pci", List.of(), "the guest has another virtio device")
        : new NicPlacement("e1000", List.of(), List.of(), "the guest has no virtio device");
  }

  private static boolean knowsVirtio(Inventory inventory) {
    for (QemuOption option : inventory.options()) {
      boolean disk = option.name().equals("drive") && option.get("if").equals("virtio");
      boolean device = option.name().equals("device") && option.get("driver").startsWith("virtio-");
      if (disk || device) {
        return true;
      }
    }
    return false;
  }
}
