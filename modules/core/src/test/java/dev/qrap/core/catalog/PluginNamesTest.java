// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginNamesTest {

  @ParameterizedTest
  @CsvSource({
    "q35, dev.qrap.machine.q35",
    "s390-ccw, dev.qrap.machine.s390",
    "org.example.toaster, org.example",
    "org.example.toaster, (no module)",
    "x.y, dev.qrapper",
  })
  void goodNames(String name, String module) {
    assertThatCode(() -> PluginNames.check(name, module)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Q35", "q35 ", "3com", "-a", ".a", "a_b", "a:b", "a,b", "\u00e9"})
  void malformedNames(String name) {
    assertThatExceptionOfType(WrongAnswer.class)
        .isThrownBy(() -> PluginNames.check(name, "dev.qrap.x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.example", "(no module)", "dev.qrapper", "dev.qrap"})
  void aNameWithoutADotIsForOurModulesAlone(String module) {
    assertThatExceptionOfType(WrongAnswer.class).isThrownBy(() -> PluginNames.check("q35", module));
  }
}
