// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.pc;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import java.util.BitSet;
import java.util.List;

/** The i440fx PC: one PCI bus, {@code pci.0}, of 32 slots. */
public final class PcProfile implements MachineProfile {

  /** The reference's last one; the bus has one more. */
  private static final int REFERENCE_LAST_SLOT = 30;

  @Override
  public String name() {
    return "pc";
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.isOf("pc") && !machine.isOf("pc-q35");
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    if (!PciSlots.areKnown(inventory)) {
      return card(List.of(), "QEMU chooses a slot, since not every device has an address");
    }
    BitSet taken = PciSlots.taken(machine, inventory);
    return switch (addressing) {
      case LOWEST_FREE -> lowestFreeSlot(taken);
      case WHERE_NEEDED ->
          machine.defaultDevices()
              ? card(List.of(), "QEMU chooses a slot beside its default devices")
              : highestFreeSlot(taken);
    };
  }

  private static Placement lowestFreeSlot(BitSet taken) {
    int slot = taken.nextClearBit(0);
    if (slot > REFERENCE_LAST_SLOT) {
      return new NoPlacement("the slots 0x2 to 0x1e of bus pci.0 are all in use");
    }
    return at(slot, "the lowest slot of pci.0 that no device uses");
  }

  /**
   * libvirt gives an interface that is plugged in later the lowest slot that it knows to be free.
   */
  private static Placement highestFreeSlot(BitSet taken) {
    int slot = taken.previousClearBit(PciSlots.LAST);
    if (slot < 0) {
      return new NoPlacement("the slots of bus pci.0 are all in use");
    }
    return at(slot, "the highest slot of pci.0 that no device uses");
  }

  private static NicPlacement at(int slot, String what) {
    String address = "0x" + Integer.toHexString(slot);
    return card(
        List.of(Property.text("bus", PciSlots.BUS), Property.text("addr", address)),
        address + " is " + what);
  }

  private static NicPlacement card(List<Property> address, String reason) {
    return NicPlacement.virtio("virtio-net-pci", address, reason);
  }
}
