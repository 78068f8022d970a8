// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.pc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.testkit.MachineProfileContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PcProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new PcProfile();
  }

  @Override
  protected Machine machine() {
    return machine("pc-i440fx-7.2");
  }

  private static Machine machine(String type) {
    return CommandLine.parse(List.of("-machine", type)).machine("x86_64");
  }

  private Placement place(Addressing addressing, String line) {
    CommandLine parsed = CommandLine.parse(List.of(line.split(" ")));
    return extension().place(parsed.machine("x86_64"), new Inventory(parsed.options()), addressing);
  }

  /** The slot that is given; empty where QEMU chooses. */
  private String slot(Addressing addressing, String line) {
    NicPlacement nic = (NicPlacement) place(addressing, line);
    assertThat(nic.settings()).containsExactly(Property.number("x-txburst", 4096));
    if (nic.address().isEmpty()) {
      return "";
    }
    assertThat(nic.address().get(0)).isEqualTo(Property.text("bus", "pci.0"));
    return nic.address().get(1).value();
  }

  private static String slots(int first, int last) {
    StringBuilder line = new StringBuilder("-nodefaults");
    for (int slot = first; slot <= last; slot++) {
      line.append(" -device x,bus=pci.0,addr=0x").append(Integer.toHexString(slot));
    }
    return line.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "pc-1.0", "pc-i440fx-9.9,usb=on", "accel=tcg", "pc+pve0"})
  void supportsPcMachinesAndTheDefault(String machine) {
    assertThat(extension().supports(machine(machine))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc-q35-7.2", "q35", "q35+pve0", "isapc", "pcspk", "s390-ccw-virtio"})
  void supportsNoOthers(String machine) {
    assertThat(extension().supports(machine(machine))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // line | lowest free | highest free where it is needed
        "-nodefaults | 0x2 | 0x1f",
        "-S | 0x3 | ''",
        "-vga none | 0x2 | ''",
        "-nodefaults -vga std | 0x3 | 0x1f",
        "-nodefaults -device a,addr=0x2 | 0x3 | 0x1f",
        "-nodefaults -device a,bus=pci.0,addr=0x1f -device b,addr=2 | 0x3 | 0x1e",
        "-nodefaults -device a,addr=0x2.0x7 | 0x3 | 0x1f",
        "-nodefaults -device a,addr=1f.1 | 0x2 | 0x1e",
        "-nodefaults -device {\"driver\":\"a\",\"addr\":16} | 0x3 | 0x1f",
        "-nodefaults -device {\"driver\":\"a\",\"addr\":255} | 0x2 | 0x1e",
        "-nodefaults -device {\"driver\":\"a\",\"addr\":\"0x2\"} | 0x3 | 0x1f",
        // On another bus
        "-nodefaults -device a,bus=pci.1,addr=0x2 -device usb-tablet | 0x2 | 0x1f",
        "-nodefaults -device isa-serial -device scsi-hd -device ide-hd | 0x2 | 0x1f",
        // What QEMU refuses takes no slot that is not taken
        "-nodefaults -device a,addr=0x0 -device id=x | 0x2 | 0x1f",
        // Without an address, or with one that QEMU refuses, or made by another option
        "-nodefaults -device a | '' | ''",
        "-nodefaults -device a,bus=pci.0 | '' | ''",
        "-nodefaults -device usb-ehci | '' | ''",
        "-nodefaults -device pvpanic-pci | '' | ''",
        "-nodefaults -device a,addr=0x20 | '' | ''",
        "-nodefaults -device a,addr=x | '' | ''",
        "-nodefaults -device a,addr=99999999999999999999 | '' | ''",
        "-nodefaults -device {\"driver\":\"a\",\"addr\":-8} | '' | ''",
        "-nodefaults -drive file=x,if=virtio | '' | ''",
        "-nodefaults -drive file=x,if=none -drive file=y | 0x2 | 0x1f",
        "-nodefaults -virtfs local,path=/ | '' | ''",
      })
  void aSlotIsGivenWhereAllOthersAreKnown(String line, String lowest, String highest) {
    assertThat(slot(Addressing.LOWEST_FREE, line)).isEqualTo(lowest);
    assertThat(slot(Addressing.WHERE_NEEDED, line)).isEqualTo(highest);
  }

  @Test
  void saysWhenAllSlotsAreTaken() {
    assertThat(slot(Addressing.LOWEST_FREE, slots(2, 29))).isEqualTo("0x1e");
    assertThat(place(Addressing.LOWEST_FREE, slots(2, 30))).isInstanceOf(NoPlacement.class);
    assertThat(slot(Addressing.WHERE_NEEDED, slots(2, 30))).isEqualTo("0x1f");
    assertThat(place(Addressing.WHERE_NEEDED, slots(2, 31))).isInstanceOf(NoPlacement.class);
    assertThat(slot(Addressing.WHERE_NEEDED, slots(3, 31))).isEqualTo("0x2");
  }
}
