// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FreshIdsTest {

  private static CommandLine line(String ids) {
    List<String> arguments = new ArrayList<>();
    for (String id : ids.split(" ", -1)) {
      arguments.addAll(List.of("-device", "disk,id=" + id));
    }
    return CommandLine.parse(arguments);
  }

  /** A name of ours begins the ids of several options. */
  @ParameterizedTest
  @CsvSource({
    "a, qrap0",
    "qrap, qrap0",
    "qrap0, qrap1",
    "qrap00, qrap1",
    "qrap0-net, qrap1",
    "qrap1, qrap0",
    "qrap12-x qrap0, qrap2",
    "qrap01 qrap10, qrap2",
    "qrap99999999999999999999 qrap0, qrap1",
    "qrap0 qrap1 qrap2 qrap3 qrap4 qrap5 qrap6 qrap7 qrap8 qrap9, qrap10",
    "qrap0 qrap2 qrap3 qrap4 qrap5 qrap6 qrap7 qrap8 qrap9 qrap100, qrap11"
  })
  void theFirstNameThatBeginsNoIdIsTaken(String ids, String name) {
    assertThat(FreshIds.of(line(ids).options(), "qrap", 0)).isEqualTo(name);
  }

  @Test
  void eachConnectionHasAnother() {
    assertThat(FreshIds.of(line("qrap1-x").options(), "qrap", 1)).isEqualTo("qrap2");
    assertThat(FreshIds.of(line("qrap1-x").options(), "qrap", 2)).isEqualTo("qrap3");
  }

  @Test
  void inAGroupOnlyTheSameNameIsTaken() {
    assertThat(FreshIds.inGroup(line("qrap0x qrap1").options(), List.of(), "device", "qrap"))
        .isEqualTo("qrap0");
    assertThat(FreshIds.inGroup(line("qrap0 qrap1").options(), List.of(), "device", "qrap"))
        .isEqualTo("qrap2");
    assertThat(FreshIds.inGroup(line("qrap0").options(), List.of("qrap0"), "netdev", "qrap"))
        .isEqualTo("qrap1");
  }
}
