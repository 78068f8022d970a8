// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.cli.command.Commands;
import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.host.ProcessContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * A setting is declared once and is then in everything that people read. {@code
 * ConfigurationReaderTest} shows that it is read from files, variables and options too.
 */
final class NewSettingTest {

  private static final Key<String> COLOUR =
      Key.text("org.example.colour", "COLOUR", "the colour of the network");

  private static final Keys KEYS = Keys.ALL.with(COLOUR);

  private static CommandLine line() {
    ProcessContext process =
        new ProcessContext(List.of("help"), List.of(), List.of(), 1024, 0, false, "x86_64");
    return Commands.line(null, process, KEYS);
  }

  @Test
  void theHelpHasIt() {
    assertThat(line().getUsageMessage(Ansi.OFF))
        .contains("  org.example.colour (COLOUR, default none)\n      " + COLOUR.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "plan", "doctor"})
  void theCommandsHaveItsOption(String command) {
    assertThat(line().getSubcommands().get(command).getUsageMessage(Ansi.OFF))
        .contains("--org-example-colour=COLOUR");
  }

  @Test
  void theManPagesHaveIt() {
    assertThat(CommandPage.of(line(), KEYS, "1", "settings", "status"))
        .contains("org.example.colour=COLOUR", COLOUR.description());
    assertThat(SettingsPage.of(KEYS, "1", "settings"))
        .contains("org.example.colour=COLOUR", COLOUR.description(), "QRAP_ORG_EXAMPLE_COLOUR");
  }

  @Test
  void theConfigurationFileHasIt() {
    assertThat(SettingsFile.text(KEYS))
        .contains("# " + COLOUR.description() + " (default: none)\n#org.example.colour=COLOUR\n");
  }

  @Test
  void theCompletionHasIt() {
    assertThat(Completion.bash(line())).contains("--org-example-colour");
  }

  @Test
  void theTableOfTheUserGuideHasIt() {
    assertThat(SettingsTable.markdown(KEYS))
        .contains("| `org.example.colour` | `COLOUR` | " + COLOUR.description() + " | none |\n");
  }

  /** Copy the expected table to the guide if this fails. */
  @Test
  void theUserGuideHasThisTable() throws Exception {
    assertThat(Files.readString(Path.of("../../docs/user-guide.md")))
        .contains(SettingsTable.markdown(Keys.ALL));
  }
}
