// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.q35;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.testkit.MachineProfileContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Q35ProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new Q35Profile();
  }

  @Override
  protected Machine machine() {
    return CommandLine.parse(List.of("-machine", "pc-q35-7.2")).machine("x86_64");
  }

  @Override
  protected List<String> busDevices() {
    return List.of(
        "-device",
        "pcie-root-port,id=pci.3",
        "-device",
        "{\"driver\":\"pcie-root-port\",\"id\":\"pci.4\"}",
        "-device",
        "pcie-root-port,id=pci.5");
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

  @ParameterizedTest
  @ValueSource(
      strings = {"q35", "pc-q35-7.2", "accel=kvm,type=q35", "q35+pve0", "pc-q35-rhel9.6.0"})
  void supportsQ35(String machine) {
    assertThat(supports(machine)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "pc-i440fx-7.2", "pc+pve0", "accel=kvm", "virt", "none"})
  void supportsNoOthers(String machine) {
    assertThat(supports(machine)).isFalse();
  }

  private boolean supports(String machine) {
    return extension().supports(CommandLine.parse(List.of("-M", machine)).machine("x86_64"));
  }

  @Test
  void takesTheLowestFreeRootPortFromThreeOn() {
    String[] ports = {
      "pcie-root-port,id=pci.1",
      "pcie-root-port,id=pci.2",
      "ioh3420,id=pci.10",
      "{\"driver\":\"pcie-root-port\",\"id\":\"pci.4\"}",
    };
    assertThat(address(place(Addressing.LOWEST_FREE, ports))).isEqualTo(bus("pci.4"));
    String[] used = Arrays.copyOf(ports, 5);
    used[4] = "{\"driver\":\"nvme\",\"bus\":\"pci.4\"}";
    assertThat(address(place(Addressing.LOWEST_FREE, used))).isEqualTo(bus("pci.10"));
    assertThat(address(place(Addressing.LOWEST_FREE, "pcie-root-port,id=pci.30")))
        .isEqualTo(bus("pci.30"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nvme,bus=pci.3",
        "pcie-root-port,id=pci.2",
        "pcie-root-port,id=pci.31",
        "pcie-root-port,id=port",
        "pcie-root-port",
        "pci-bridge,id=pci.3",
      })
  void withoutSuchAPortQemuChooses(String device) {
    assertThat(address(place(Addressing.LOWEST_FREE, device))).isEmpty();
    assertThat(address(place(Addressing.WHERE_NEEDED, device))).isEmpty();
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

  /** What would be looked for in a list of all ports again and again would not end. */
  @Test
  @Timeout(120)
  void portsMayBeMany() {
    List<String> devices = new ArrayList<>();
    for (int number = 0; number < 200_000; number++) {
      devices.add("pcie-root-port,id=pci." + number);
      devices.add("disk,bus=pci." + (200_000 - number));
    }
    Placement placement = place(Addressing.LOWEST_FREE, devices.toArray(new String[0]));
    assertThat(address(placement)).isEmpty();
  }
}
