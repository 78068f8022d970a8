// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.pc;

import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Which slots of the bus {@code pci.0} are taken, as far as the command line tells. Read from QEMU
 * 7.2, 10.0 and 11.1; {@code PciSlotsIT} compares it with the QEMU that is installed.
 */
final class PciSlots {

  static final String BUS = "pci.0";
  static final int LAST = 31;

  /** The slot of the display adapter that is there by default or by {@code -vga}. */
  private static final int DISPLAY = 2;

  /** Devices of other buses begin so; those that do not count as PCI, which does no harm. */
  private static final List<String> ELSEWHERE =
      List.of(
          "isa-",
          "scsi-",
          "ide-",
          "hda-",
          "virtserialport",
          "virtconsole",
          "floppy",
          "ccid-card",
          "usb-",
          "u2f-",
          "pc-dimm",
          "nvdimm",
          "tpm-",
          "pvpanic",
          "vmcoreinfo",
          "vmgenid",
          "nvme-ns",
          "loader");

  /** Named like devices of other buses, but on PCI. */
  private static final Set<String> ON_PCI = Set.of("pvpanic-pci", "usb-ehci");

  /** Options, beside {@code -device}, that make a PCI device which has no address on the line. */
  private static final Set<String> DEVICE_MAKERS = Set.of("virtfs", "watchdog", "soundhw", "audio");

  private PciSlots() {}

  /** Whether every device on the bus has an address on the line, or is the default display. */
  static boolean areKnown(Inventory inventory) {
    for (QemuOption option : inventory.options()) {
      if (DEVICE_MAKERS.contains(option.name()) || isPciDrive(option)) {
        return false;
      }
    }
    for (QemuOption device : inventory.devices()) {
      if (isOnBus(device) && slot(device) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The slots that are taken; the caller may change the set. */
  static BitSet taken(Machine machine, Inventory inventory) {
    BitSet taken = new BitSet();
    taken.set(0, DISPLAY); // 0 is the host bridge, 1 the ISA bridge with IDE, USB and ACPI
    boolean display = machine.defaultDevices();
    for (QemuOption option : inventory.options()) {
      if (option.name().equals("vga")) {
        display = !option.value().equals("none");
      }
    }
    taken.set(DISPLAY, display);
    for (QemuOption device : inventory.devices()) {
      int slot = isOnBus(device) ? slot(device) : -1;
      if (slot >= 0) {
        taken.set(slot);
      }
    }
    return taken;
  }

  private static boolean isPciDrive(QemuOption option) {
    String bus = option.get("if");
    return option.name().equals("drive") && (bus.equals("virtio") || bus.equals("scsi"));
  }

  private static boolean isOnBus(QemuOption device) {
    String bus = device.get("bus");
    if (!bus.isEmpty()) {
      return bus.equals(BUS);
    }
    String driver = device.get("driver");
    if (ON_PCI.contains(driver)) {
      return true;
    }
    for (String prefix : ELSEWHERE) {
      if (driver.startsWith(prefix)) {
        return false;
      }
    }
    return !driver.isEmpty();
  }

  /**
   * The slot in a device's address: {@code 2}, {@code 0x2} or {@code 0x2.0x1} are hexadecimal; a
   * JSON number is slot and function in one, the function in the low three bits (QEMU's devfn).
   * QEMU refuses anything else.
   *
   * @return -1 where there is none
   */
  private static int slot(QemuOption device) {
    int slot = -1;
    for (Property property : device.properties()) {
      if (property.key().equals("addr")) {
        slot =
            property.kind() == Property.Kind.NUMBER
                ? number(property.value(), 10) >> 3
                : number(withoutPrefix(property.value()), 16);
      }
    }
    return slot <= LAST ? slot : -1;
  }

  private static String withoutPrefix(String address) {
    return address.startsWith("0x") || address.startsWith("0X") ? address.substring(2) : address;
  }

  /** The digits at the beginning of a text; -1 where there are none, or too many for an address. */
  private static int number(String text, int radix) {
    int number = -1;
    for (int i = 0; i < text.length() && number < 0x100; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        break;
      }
      number = Math.max(number, 0) * radix + digit;
    }
    return number;
  }
}
