// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.q35;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The Q35 PC: a PCI Express machine. A card sits behind a root port, of which libvirt calls its own
 * {@code pci.1}, {@code pci.2} and so on, or in a slot of {@code pcie.0}, where it cannot be
 * unplugged.
 */
public final class Q35Profile implements MachineProfile {

  /** The reference's range: the first buses are libvirt's own, bus 2 its hot-plug bus. */
  private static final int FIRST_BUS = 3;

  private static final int LAST_BUS = 30;

  @Override
  public String name() {
    return "q35";
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.isOf("q35") || machine.isOf("pc-q35");
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    List<String> free = freeRootPorts(inventory.devices());
    return switch (addressing) {
      case LOWEST_FREE -> lowestFreeBus(free);
      case WHERE_NEEDED -> highestFreePort(free);
    };
  }

  private static Placement lowestFreeBus(List<String> free) {
    for (int bus = FIRST_BUS; bus <= LAST_BUS; bus++) {
      String port = "pci." + bus;
      if (free.contains(port)) {
        return behind(port, port + " is the lowest root port that no device uses");
      }
    }
    return onRootBus("there is no free root port from pci.3 on");
  }

  /**
   * libvirt gives an interface that is plugged in later the lowest port that it knows to be free.
   */
  private static Placement highestFreePort(List<String> free) {
    if (free.size() < 2) {
      return onRootBus("no root port can be spared");
    }
    String port = free.get(free.size() - 1);
    return behind(port, port + " is the last free root port, and another one stays free");
  }

  /** The ids of root ports behind which nothing is, in the order of the line. */
  private static List<String> freeRootPorts(List<QemuOption> devices) {
    Set<String> ports = new LinkedHashSet<>();
    for (QemuOption device : devices) {
      String driver = device.get("driver");
      if (driver.equals("pcie-root-port") || driver.equals("ioh3420")) {
        ports.add(device.get("id"));
      }
    }
    ports.remove("");
    if (!ports.isEmpty()) {
      for (QemuOption device : devices) {
        ports.remove(device.get("bus"));
      }
    }
    return new ArrayList<>(ports);
  }

  private static NicPlacement behind(String bus, String reason) {
    return NicPlacement.virtio(
        "virtio-net-pci", List.of(Property.text("bus", bus), Property.text("addr", "0x0")), reason);
  }

  private static NicPlacement onRootBus(String why) {
    return NicPlacement.virtio(
        "virtio-net-pci", List.of(), why + ": QEMU chooses a slot of pcie.0");
  }
}
