// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.microvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
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

  @ParameterizedTest
  @CsvSource({
    "microvm, virtio-net-device",
    "'microvm,pcie=on', virtio-net-pci",
    "'microvm,pcie=off', virtio-net-device",
    "'microvm,pcie=on,pcie=off', virtio-net-device",
    "'microvm,pcie', virtio-net-pci",
  })
  void theCardDependsOnPcie(String machine, String driver) {
    assertThat(cardWithoutAddress(machine("x86_64", machine))).isEqualTo(driver);
  }

  @Test
  void hasNoCardByDefault() {
    assertThat(extension().hasDefaultNic(machine())).isFalse();
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
