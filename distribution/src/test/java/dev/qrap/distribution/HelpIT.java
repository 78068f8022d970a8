// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The help of qrap and of its commands, and where {@code --help} is QEMU's. */
final class HelpIT {

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** What a call that asks for help says. */
  private String help(List<String> arguments) {
    Sandbox.Result result = sandbox.qrap(arguments.toArray(new String[0])).run();
    assertThat(result.status()).as(arguments + ": " + result.stderr()).isZero();
    assertThat(result.stderr()).isEmpty();
    assertThat(result.started()).isEmpty();
    return result.stdout();
  }

  /** The words of each command, from the forms at the beginning of the help. */
  private List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    for (String line : help(List.of("--help")).split("\n\n", 2)[0].split("\n", -1)) {
      List<String> words = new ArrayList<>();
      for (String word : line.substring("Usage: qrap ".length()).split(" ", -1)) {
        if (!word.matches("[a-z]+")) {
          break;
        }
        words.add(word);
      }
      if (!words.isEmpty()) {
        commands.add(words);
      }
    }
    return commands;
  }

  private static List<String> list(List<String> words, String... others) {
    List<String> list = new ArrayList<>(words);
    list.addAll(List.of(others));
    return list;
  }

  @Test
  void every_command_has_the_same_help_by_both_names() {
    List<List<String>> commands = commands();

    assertThat(commands)
        .hasSizeGreaterThan(7)
        .contains(List.of("help"), List.of("run"), List.of("plugins", "new"));
    for (List<String> command : commands) {
      List<String> question = new ArrayList<>(List.of("help"));
      question.addAll(command);

      assertThat(help(list(command, "--help")))
          .contains("Usage: qrap " + String.join(" ", command))
          .isEqualTo(help(question));
    }
    assertThat(help(List.of("help"))).isEqualTo(help(List.of("--help")));
  }

  @ParameterizedTest
  @CsvSource({
    "run --nic keep --help",
    "run --help -- -m 64",
    "plan --help kvm",
    "plugins --help check",
    "plugins new filter --help",
    "doctor -q --help"
  })
  void help_comes_instead_of_what_the_command_does(String line) {
    assertThat(help(List.of(line.split(" ", -1)))).contains("\nUsage: qrap ");
  }

  @Test
  void after_the_separator_it_is_qemus() {
    sandbox.backend();
    Sandbox.Result result = sandbox.qrap("run", "--", "--help").run();

    assertThat(result.exec().arguments()).contains("--help");
    assertThat(result.stdout()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "run -m 64 --help, Unknown option: '-m'",
        "run disk.img --help, 'disk.img' is not an option of qrap run",
        "plan 5 kvm --help, '5' is not an option of qrap plan"
      })
  void after_an_argument_of_qemus_the_separator_is_missing(String line, String message) {
    Sandbox.Result result = sandbox.qrap(line.split(" ", -1)).run();

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .startsWith("qrap: " + message + "; put -- before QEMU's arguments; see qrap help ");
  }
}
