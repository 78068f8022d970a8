// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefaultMachineTest {

  private static final String HELP =
      "Supported machines are:\nnone  empty machine\nspike  RISC-V board (default)\nvirt  a b\n";

  @ParameterizedTest
  @CsvSource({
    "x86_64, pc",
    "x86_64-microvm, microvm",
    "x86_64-other, pc",
    "aarch64, none",
    "ppc64, pseries",
    "hexagon, V66G_1024",
  })
  void isTheSameInAllVersionsOfMost(String architecture, String machine) {
    assertThat(DefaultMachine.of(architecture)).isEqualTo(machine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"riscv64", "riscv32", "sh4", "sh4eb", "hppa", "new64", ""})
  void dependsOnTheVersionOrIsUnknownOfOthers(String architecture) {
    assertThat(DefaultMachine.of(architecture)).isEmpty();
  }

  @Test
  void isTheOneThatTheHelpMarks() {
    assertThat(DefaultMachine.in(HELP)).isEqualTo("spike");
    assertThat(DefaultMachine.in("a warning\n" + HELP)).isEqualTo("spike");
  }

  @Test
  void isNoneIfTheHelpMarksNone() {
    assertThat(DefaultMachine.in(HELP.replace(" (default)", ""))).isEqualTo("none");
    assertThat(DefaultMachine.in("Supported machines are:\n")).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no such option\n", "a (default)\n"})
  void isNotKnownWithoutSuchAHelp(String text) {
    assertThat(DefaultMachine.in(text)).isEmpty();
  }
}
