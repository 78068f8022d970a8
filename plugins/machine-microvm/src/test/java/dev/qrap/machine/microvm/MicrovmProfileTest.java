// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.microvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.testkit.MachineProfileContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MicrovmProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new MicrovmProfile();
  }

  @Override
  protected Machine machine() {
    return machine("x86_64", "microvm");
  }

  private static Machine machine(String architecture, String machine) {
    return CommandLine.parse(List.of("-machine", machine)).machine(architecture);
  }

  private String driver(String architecture, String machine) {
    Inventory nothing = new Inventory(List.of());
    NicPlacement nic =
        (NicPlacement)
            extension().place(machine(architecture, machine), nothing, Addressing.WHERE_NEEDED);
    assertThat(nic.address()).isEmpty();
    return nic.driver();
  }

  @ParameterizedTest
  @CsvSource({
    "microvm, virtio-net-device",
    "'microvm,pcie=on', virtio-net-pci",
    "'microvm,pcie=off', virtio-net-device",
    "'microvm,pcie=on,pcie=off', virtio-net-device",
    "'microvm,pcie', virtio-net-pci",
  })
  void theCardDependsOnPcie(String machine, String driver) {
    assertThat(driver("x86_64", machine)).isEqualTo(driver);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35", "virt", "none"})
  void supportsMicrovmAlone(String machine) {
    assertThat(extension().supports(machine("x86_64", machine))).isFalse();
  }

  @Test
  void supportsTheDefaultOfTheSmallQemu() {
    Machine machine = CommandLine.parse(List.of()).machine("x86_64-microvm");
    assertThat(extension().supports(machine)).isTrue();
  }
}
