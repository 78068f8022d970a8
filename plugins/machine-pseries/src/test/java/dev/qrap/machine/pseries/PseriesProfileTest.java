// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.pseries;

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

final class PseriesProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new PseriesProfile();
  }

  @Override
  protected Machine machine() {
    return machine("ppc64", "pseries");
  }

  @ParameterizedTest
  @CsvSource({
    "pseries",
    "pseries-7.2",
    "'pseries,cap-htm=off'",
    "powernv9",
    "sam460ex",
    "pegasos1",
    "amigaone"
  })
  void aCardGoesToThePciBus(String machine) {
    assertThat(extension().supports(machine("ppc64", machine))).isTrue();
    assertThat(cardWithoutAddress(machine("ppc64", machine))).isEqualTo("virtio-net-pci");
  }

  @ParameterizedTest
  @CsvSource({
    "pseries, true",
    "pseries-7.2, true",
    "powernv9, false",
    "pegasos2, false",
    "sam460ex, false",
    "amigaone, false",
  })
  void pseriesAloneHasACardByDefault(String machine, boolean hasOne) {
    assertThat(extension().hasDefaultNic(machine("ppc64", machine))).isEqualTo(hasOne);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mac99", "g3beige", "ref405ep"})
  void boardsWithACardOfTheirOwnAreNotForIt(String machine) {
    assertThat(extension().supports(machine("ppc64", machine))).isFalse();
  }

  @Test
  void supportsTheDefaultOfPpc64() {
    Machine machine = CommandLine.parse(List.of()).machine("ppc64");
    assertThat(extension().supports(machine)).isTrue();
  }
}
