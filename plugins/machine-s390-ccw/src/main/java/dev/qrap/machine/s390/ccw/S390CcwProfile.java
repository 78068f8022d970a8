// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.s390.ccw;

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

/** The s390x machines with a virtual channel subsystem, {@code s390-ccw-virtio-*}. */
public final class S390CcwProfile implements MachineProfile {

  private static final AddressTemplate DEVICE_NUMBER =
      new AddressTemplate("devno=fe.0.", "\"devno\":\"fe.0.", 16);

  private static final int FIRST_NUMBER = 1;

  /** The reference's last one; a subchannel set has many more. */
  private static final int LAST_NUMBER = 15;

  private static final List<Property> SETTINGS = List.of(Property.number("x-txburst", 4096));

  @Override
  public String name() {
    return "s390-ccw";
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.type().startsWith("s390-ccw");
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return switch (addressing) {
      case LOWEST_FREE -> lowestFreeNumber(inventory);
      case WHERE_NEEDED ->
          new NicPlacement(
              "virtio-net-ccw", List.of(), SETTINGS, "QEMU chooses a free device number");
    };
  }

  private static Placement lowestFreeNumber(Inventory inventory) {
    BitSet used = DEVICE_NUMBER.numbersIn(inventory);
    int number = used.nextClearBit(FIRST_NUMBER);
    if (number > LAST_NUMBER) {
      return new NoPlacement("the device numbers fe.0.1 to fe.0.f are all in use");
    }
    String address = "fe.0." + Integer.toHexString(number);
    return new NicPlacement(
        "virtio-net-ccw",
        List.of(Property.text("devno", address)),
        SETTINGS,
        address + " is the lowest device number that no device uses");
  }
}
