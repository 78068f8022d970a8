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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  private Placement place(String... devices) {
    List<String> arguments = new ArrayList<>();
    for (String device : devices) {
      arguments.addAll(List.of("-device", device));
    }
    Inventory inventory = new Inventory(CommandLine.parse(arguments).options());
    return extension().place(machine(), inventory, Addressing.LOWEST_FREE);
  }

  private static String address(Placement placement) {
    return ((NicPlacement) placement).address().get(1).value();
  }

  @Test
  void supportsVersionedPcMachinesAlone() {
    assertThat(extension().supports(machine("pc-1.0"))).isTrue();
    assertThat(extension().supports(machine("pc-q35-7.2"))).isFalse();
    assertThat(extension().supports(machine("pc"))).isFalse();
    assertThat(extension().supports(machine("s390-ccw-virtio"))).isFalse();
  }

  @Test
  void takesTheLowestSlotInHexadecimal() {
    assertThat(address(place("virtio-rng-pci"))).isEqualTo("0x2");
    assertThat(address(place("a,bus=pci.0,addr=0x2", "b,bus=pci.0,addr=0x4"))).isEqualTo("0x3");
    String[] devices = new String[14];
    for (int slot = 2; slot < 16; slot++) {
      devices[slot - 2] = "x,bus=pci.0,addr=0x" + Integer.toHexString(slot);
    }
    assertThat(address(place(devices))).isEqualTo("0x10");
  }

  @Test
  void seesItsOwnNotationInTextAndJson() {
    assertThat(address(place("{\"driver\":\"a\",\"bus\":\"pci.0\",\"addr\":\"0x2\"}")))
        .isEqualTo("0x3");
    assertThat(address(place("a,addr=0x2,bus=pci.0"))).isEqualTo("0x2");
    assertThat(address(place("a,bus=pci.1,addr=0x2"))).isEqualTo("0x2");
    assertThat(address(place("a,bus=pci.0,addr=0x2.0x1"))).isEqualTo("0x3");
  }

  @Test
  void saysWhenAllSlotsAreTaken() {
    String[] devices = new String[29];
    for (int slot = 2; slot <= 30; slot++) {
      devices[slot - 2] = "x,bus=pci.0,addr=0x" + Integer.toHexString(slot);
    }
    assertThat(place(devices)).isInstanceOf(NoPlacement.class);
  }

  @Test
  void leavesTheAddressToQemuWhereNoneIsNeeded() {
    Placement placement =
        extension().place(machine(), new Inventory(List.of()), Addressing.WHERE_NEEDED);
    NicPlacement nic = (NicPlacement) placement;
    assertThat(nic.address()).isEmpty();
    assertThat(nic.settings()).containsExactly(Property.number("x-txburst", 4096));
  }
}
