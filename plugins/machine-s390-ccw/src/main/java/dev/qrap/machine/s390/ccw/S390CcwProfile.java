// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.s390.ccw;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The s390x machines with a virtual channel subsystem, {@code s390-ccw-virtio-*}. */
public final class S390CcwProfile implements MachineProfile {

  /** The subchannel set of the reference's addresses; the rest is four hexadecimal digits. */
  private static final String SET = "fe.0.";

  private static final int FIRST_NUMBER = 1;

  /** The reference's last one; a subchannel set has many more. */
  private static final int LAST_NUMBER = 15;

  @Override
  public String name() {
    return "s390-ccw";
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.isOf("s390-ccw");
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return addressing == Addressing.LOWEST_FREE && areKnown(inventory)
        ? lowestFreeNumber(inventory)
        : card(List.of(), "QEMU chooses a free device number");
  }

  /** Whether every device that needs a number has one on the line; QEMU gives drives theirs. */
  private static boolean areKnown(Inventory inventory) {
    for (QemuOption option : inventory.options()) {
      // A drive with if=none is only there for a device that names it.
      boolean makesDevice = option.name().equals("drive") && !option.get("if").equals("none");
      if (makesDevice || option.name().equals("virtfs")) {
        return false;
      }
    }
    for (QemuOption device : inventory.devices()) {
      if (device.get("driver").endsWith("-ccw") && device.get("devno").isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Placement lowestFreeNumber(Inventory inventory) {
    Set<String> used = new HashSet<>();
    for (QemuOption device : inventory.devices()) {
      used.add(device.get("devno"));
    }
    for (int number = FIRST_NUMBER; number <= LAST_NUMBER; number++) {
      String address = SET + "000" + Integer.toHexString(number);
      if (!used.contains(address)) {
        return card(
            List.of(Property.text("devno", address)),
            address + " is the lowest device number that no device uses");
      }
    }
    return new NoPlacement("the device numbers fe.0.0001 to fe.0.000f are all in use");
  }

  private static NicPlacement card(List<Property> address, String reason) {
    return NicPlacement.virtio("virtio-net-ccw", address, reason);
  }
}
