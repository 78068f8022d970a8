// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.virt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NoPlacement;
import dev.qrap.testkit.MachineProfileContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VirtProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new VirtProfile();
  }

  @Override
  protected Machine machine() {
    return machine("aarch64", "virt");
  }

  @ParameterizedTest
  @CsvSource({
    "aarch64, virt, virtio-net-pci",
    "arm, virt-7.2, virtio-net-pci",
    "aarch64, virt-9.2+pve1, virtio-net-pci",
    "riscv64, 'virt,aclint=on', virtio-net-pci",
    "loongarch64, virt, virtio-net-pci",
    "aarch64, sbsa-ref, virtio-net-pci",
    "m68k, virt, virtio-net-device",
    "or1k, virt, virtio-net-device",
  })
  void theCardDependsOnTheArchitecture(String architecture, String machine, String driver) {
    assertThat(extension().supports(machine(architecture, machine))).isTrue();
    assertThat(cardWithoutAddress(machine(architecture, machine))).isEqualTo(driver);
  }

  @ParameterizedTest
  @CsvSource({
    "aarch64, true",
    "arm, true",
    "loongarch64, true",
    "hexagon, false",
    "m68k, false",
    "or1k, false",
    "riscv32, false",
    "riscv64, false",
  })
  void whetherItHasACardByDefaultDependsOnTheArchitecture(String architecture, boolean hasOne) {
    assertThat(extension().hasDefaultNic(machine(architecture, "virt"))).isEqualTo(hasOne);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "virtual", "xlnx-versal-virt", "raspi3b"})
  void supportsVirtAlone(String machine) {
    assertThat(extension().supports(machine("aarch64", machine))).isFalse();
  }

  @Test
  void thatOfHexagonHasNoPlace() {
    Machine machine = machine("hexagon", "virt");
    assertThat(extension().supports(machine)).isTrue();
    assertThat(extension().place(machine, new Inventory(List.of()), Addressing.WHERE_NEEDED))
        .isInstanceOf(NoPlacement.class);
  }

  @Test
  void supportsTheDefaultOfLoongarch() {
    Machine machine = CommandLine.parse(List.of()).machine("loongarch64");
    assertThat(extension().supports(machine)).isTrue();
  }
}
