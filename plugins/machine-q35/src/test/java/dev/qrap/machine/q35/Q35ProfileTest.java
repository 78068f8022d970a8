// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.q35;

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

final class Q35ProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new Q35Profile();
  }

  @Override
  protected Machine machine() {
    return CommandLine.parse(List.of("-machine", "pc-q35-7.2")).machine("x86_64");
  }

  private Placement place(Addressing addressing, String... devices) {
    List<String> arguments = new ArrayList<>();
    for (String device : devices) {
      arguments.addAll(List.of("-device", device));
    }
    Inventory inventory = new Inventory(CommandLine.parse(arguments).options());
    return extension().place(machine(), inventory, addressing);
  }

  private static List<Property> address(Placement placement) {
    return ((NicPlacement) placement).address();
  }

  private static List<Property> bus(String bus) {
    return List.of(Property.text("bus", bus), Property.text("addr", "0x0"));
  }

  @Test
  void takesEveryMachineThatNoOtherProfileKnows() {
    assertThat(extension().priority()).isLessThan(0);
    assertThat(extension().supports(CommandLine.parse(List.of()).machine("x86_64"))).isTrue();
  }

  @Test
  void takesTheLowestBusFromThreeInDecimal() {
    assertThat(address(place(Addressing.LOWEST_FREE, "a"))).isEqualTo(bus("pci.3"));
    assertThat(address(place(Addressing.LOWEST_FREE, "a,bus=pci.3,addr=0x0")))
        .isEqualTo(bus("pci.4"));
    assertThat(address(place(Addressing.LOWEST_FREE, "a,bus=pci.3", "b,bus=pci.5")))
        .isEqualTo(bus("pci.4"));
    assertThat(address(place(Addressing.LOWEST_FREE, "{\"driver\":\"a\",\"bus\":\"pci.3\"}")))
        .isEqualTo(bus("pci.4"));
  }

  @Test
  void saysWhenAllBusesAreTaken() {
    String[] devices = new String[28];
    for (int bus = 3; bus <= 30; bus++) {
      devices[bus - 3] = "x,bus=pci." + bus + ",addr=0x0";
    }
    assertThat(place(Addressing.LOWEST_FREE, devices)).isInstanceOf(NoPlacement.class);
  }

  @Test
  void takesTheLastFreeRootPortWhereAnotherOneStaysFree() {
    assertThat(
            address(
                place(
                    Addressing.WHERE_NEEDED,
                    "pcie-root-port,id=pci.1",
                    "{\"driver\":\"pcie-root-port\",\"id\":\"pci.2\"}",
                    "pcie-root-port,id=pci.3",
                    "virtio-blk-pci,bus=pci.3")))
        .isEqualTo(bus("pci.2"));
  }

  @Test
  void leavesTheLastRootPortForHotPlug() {
    assertThat(
            address(
                place(
                    Addressing.WHERE_NEEDED,
                    "pcie-root-port,id=pci.1",
                    "pcie-root-port,id=pci.2",
                    "virtio-blk-pci,bus=pci.2")))
        .isEmpty();
  }
}
