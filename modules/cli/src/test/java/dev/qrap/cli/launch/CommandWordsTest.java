// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandWordsTest {

  private static boolean isCommand(String line) {
    return CommandWords.isCommand(line.split(" ", -1));
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
}
