// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.q35;

import dev.qrap.spi.AddressTemplate;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The Q35 PC: a PCI Express machine whose cards sit behind root ports that libvirt calls {@code
 * pci.1}, {@code pci.2} and so on.
 */
public final class Q35Profile implements MachineProfile {

  private static final AddressTemplate BUS = new AddressTemplate("bus=pci.", "\"bus\":\"pci.", 10);

  /** The reference's range: the first buses are libvirt's own, bus 2 its hot-plug bus. */
  private static final int FIRST_BUS = 3;

  private static final int LAST_BUS = 30;

  /** QEMU's own default is 256; the reference's value. */
  private static final List<Property> SETTINGS = List.of(Property.number("x-txburst", 4096));

  @Override
  public String name() {
    return "q35";
  }

  /**
   * Last, since this profile takes every machine that no other one knows, as the reference does.
   */
  @Override
  public int priority() {
    return -1000;
  }

  @Override
  public boolean supports(Machine machine) {
    return true;
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return switch (addressing) {
      case LOWEST_FREE -> lowestFreeBus(inventory);
      case WHERE_NEEDED -> highestFreePort(inventory);
    };
  }

  private static Placement lowestFreeBus(Inventory inventory) {
    BitSet used = BUS.numbersIn(inventory);
    int bus = used.nextClearBit(FIRST_BUS);
    if (bus > LAST_BUS) {
      return new NoPlacement(
          "the buses pci." + FIRST_BUS + " to pci." + LAST_BUS + " are all in use");
    }
    return card("pci." + bus, "pci." + bus + " is the lowest bus that no device uses");
  }

  /**
   * The last free root port of the line, where another one stays free for an interface that is
   * plugged in later; else QEMU's choice.
   */
  private static Placement highestFreePort(Inventory inventory) {
    List<String> free = new ArrayList<>();
    List<QemuOption> devices = inventory.devices();
    for (QemuOption device : devices) {
      String driver = device.get("driver");
      if (driver.equals("pcie-root-port") || driver.equals("ioh3420")) {
        free.add(device.get("id"));
      }
    }
    for (QemuOption device : devices) {
      free.remove(device.get("bus"));
    }
    free.remove("");
    if (free.size() < 2) {
      return new NicPlacement(
          "virtio-net-pci", List.of(), SETTINGS, "no root port can be spared: QEMU chooses a slot");
    }
    String port = free.get(free.size() - 1);
    return card(port, port + " is the last free root port, and another one stays free");
  }

  private static NicPlacement card(String bus, String reason) {
    return new NicPlacement(
        "virtio-net-pci",
        List.of(Property.text("bus", bus), Property.text("addr", "0x0")),
        SETTINGS,
        reason);
  }
}
