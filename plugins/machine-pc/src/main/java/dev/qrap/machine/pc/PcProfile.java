// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.pc;

import dev.qrap.spi.AddressTemplate;
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

  private static final AddressTemplate SLOT =
      new AddressTemplate("bus=pci.0,addr=0x", "\"bus\":\"pci.0\",\"addr\":\"0x", 16);

  /** Slot 0 is the host bridge, slot 1 the ISA bridge. */
  private static final int FIRST_SLOT = 2;

  /** The reference's last one; the bus has one more. */
  private static final int LAST_SLOT = 30;

  private static final List<Property> SETTINGS = List.of(Property.number("x-txburst", 4096));

  @Override
  public String name() {
    return "pc";
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.type().startsWith("pc-") && !machine.type().startsWith("pc-q35");
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return switch (addressing) {
      case LOWEST_FREE -> lowestFreeSlot(inventory);
      case WHERE_NEEDED ->
          new NicPlacement(
              "virtio-net-pci",
              List.of(),
              SETTINGS,
              "QEMU chooses a slot after those of the other devices");
    };
  }

  private static Placement lowestFreeSlot(Inventory inventory) {
    BitSet used = SLOT.numbersIn(inventory);
    int slot = used.nextClearBit(FIRST_SLOT);
    if (slot > LAST_SLOT) {
      return new NoPlacement("the slots 0x2 to 0x1e of bus pci.0 are all in use");
    }
    String address = "0x" + Integer.toHexString(slot);
    return new NicPlacement(
        "virtio-net-pci",
        List.of(Property.text("bus", "pci.0"), Property.text("addr", address)),
        SETTINGS,
        address + " is the lowest slot of pci.0 that no device uses");
  }
}
