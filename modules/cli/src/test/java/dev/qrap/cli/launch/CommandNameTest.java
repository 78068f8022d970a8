// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandNameTest {

  private static boolean isCommand(String line) {
    return CommandName.isCommand(line.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "help plan",
        "plan",
        "plan -- -m 64",
        "run",
        "run x",
        "doctor",
        "doctor -v",
        "plugins",
        "plugins --json",
        "sockets",
        "--help",
        "--version"
      })
  void wordsOfOurOwn(String line) {
    assertThat(isCommand(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-help",
        "-h",
        "-version",
        "--help -m",
        "--version --help",
        "-m 64 --help",
        "Plan",
        "plans",
        " plan",
        "-plan",
        "--plan",
        "disk.img plan",
        "5 kvm",
        "start",
        "init",
        "--"
      })
  void whatIsQemus(String line) {
    assertThat(isCommand(line)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plugins new", "new", "check", "help "})
  void onlyTheFirstWordOfACommandIsOne(String argument) {
    assertThat(CommandName.isCommand(new String[] {argument})).isFalse();
  }

  @Test
  void whatFollowsFromTheList() {
    assertThat(CommandName.PLUGINS_NEW.words()).isEqualTo("plugins new");
    assertThat(CommandName.PLUGINS_NEW.synopsis()).isEqualTo("qrap plugins new KIND NAME DIR");
    assertThat(CommandName.PLUGINS_CHECK.synopsis()).isEqualTo("qrap plugins check");
    assertThat(CommandName.values())
        .filteredOn(CommandName::takesQemuArguments)
        .containsExactly(CommandName.RUN, CommandName.PLAN, CommandName.PLAN_RUN);
  }
}
