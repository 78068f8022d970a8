// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.cli.launch.CommandName;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.host.ProcessContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** What picocli knows of the commands; no command is carried out, so that none needs a host. */
final class CommandsTest {

  private static final CommandLine LINE = line();

  private static CommandLine line() {
    ProcessContext process =
        new ProcessContext(List.of("help"), List.of(), List.of(), 1024, 0, false, "x86_64");
    return Commands.line(null, process, Keys.ALL);
  }

  /** The command of these words. */
  private static CommandLine of(String... words) {
    CommandLine line = LINE;
    for (String word : words) {
      line = line.getSubcommands().get(word);
    }
    return line;
  }

  private static List<String> wordsBelow(CommandLine line) {
    List<String> words = new ArrayList<>();
    for (CommandLine below : line.getSubcommands().values()) {
      words.add(below.getCommandSpec().qualifiedName().substring("qrap ".length()));
      words.addAll(wordsBelow(below));
    }
    return words;
  }

  @Test
  void picocliKnowsTheCommandsOfTheList() {
    List<String> words = new ArrayList<>();
    for (CommandName name : CommandName.values()) {
      words.add(name.words());
    }
    assertThat(wordsBelow(LINE)).isEqualTo(words);
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandsHelpSaysWhatItDoesAndHowItIsCalled(CommandName name) {
    String help = of(name.words().split(" ")).getUsageMessage(Ansi.OFF);

    assertThat(help.lines().findFirst().orElseThrow()).isNotBlank().doesNotStartWith("Usage");
    assertThat(help.lines()).contains("Usage: " + name.synopsis());
    assertThat(help.lines()).anyMatch(line -> line.matches(" +--help +Show this help\\."));
  }

  @Test
  void theHelpOfACommandShowsItsSubcommandsToo() {
    assertThat(of("plugins").getUsageMessage(Ansi.OFF))
        .contains(
            """
            Usage: qrap plugins [--json]
                   qrap plugins check
                   qrap plugins new KIND NAME DIR
            """);
  }

  @Test
  void helpNamesAllOtherCommands() {
    assertThat(of("help").getCommandSpec().positionalParameters().get(0).description())
        .containsExactly(
            "run, plan, plan run, plugins, plugins check, plugins new, sockets or doctor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --help",
        "run --nic keep --help -m 64",
        "plan --help kvm",
        "plan --json --help",
        "plugins --help"
      })
  void helpThatComesBeforeQemusArgumentsIsOurs(String arguments) {
    assertThat(parsed(arguments).hasMatchedOption("--help")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run -m 64 --help", "run kvm --help", "plan --json -x --help"})
  void helpAmongQemusArgumentsIsNot(String arguments) {
    assertThat(parsed(arguments).hasMatchedOption("--help")).isFalse();
  }

  /** A parameter that is missing is no reason not to explain it. */
  @Test
  void helpNeedsNoParameters() {
    assertThat(parsed("plugins new --help").subcommand().hasMatchedOption("--help")).isTrue();
  }

  private static ParseResult parsed(String arguments) {
    return line().parseArgs(arguments.split(" ")).subcommand();
  }
}
