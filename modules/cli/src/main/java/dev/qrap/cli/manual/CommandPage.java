// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.manual;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** qrap(1): what {@code qrap help} and the help of each command say, on one page. */
final class CommandPage {

  private final ManPage page;

  private CommandPage(ManPage page) {
    this.page = page;
  }

  /**
   * Makes it.
   *
   * @param line the commands
   * @param keys the settings
   * @param version qrap's
   * @param settings where settings come from
   * @param exitStatus what it means
   * @return the page in roff
   */
  static String of(
      CommandLine line, Keys keys, String version, String settings, String exitStatus) {
    CommandSpec qrap = line.getCommandSpec();
    ManPage page = new ManPage("qrap", 1, version, "connect QEMU to a network backend and run it");
    CommandPage writer = new CommandPage(page);
    page.section("SYNOPSIS");
    page.lines(synopsis(qrap));
    page.section("DESCRIPTION");
    writer.description(qrap);
    page.section("OPTIONS");
    writer.options(qrap);
    page.section("COMMANDS");
    writer.commands(qrap);
    page.section("SETTINGS");
    page.paragraph(settings);
    for (Key<?> key : keys.keys()) {
      page.item(key.name() + "=" + key.label(), SettingsPage.text(key));
    }
    page.section("EXIT STATUS");
    page.paragraph(exitStatus);
    page.section("SEE ALSO");
    page.paragraph("qrap.properties(5), passt(1), qemu(1)");
    return page.toString();
  }

  private void commands(CommandSpec above) {
    for (CommandLine line : above.subcommands().values()) {
      CommandSpec command = line.getCommandSpec();
      if (!command.usageMessage().hidden()) {
        page.subsection(command.qualifiedName());
        page.lines(synopsis(command));
        page.paragraph(String.join(" ", command.usageMessage().header()));
        description(command);
        options(command);
        for (PositionalParamSpec parameter : command.positionalParameters()) {
          page.item(parameter.paramLabel(), words(parameter.description()));
        }
        commands(command);
      }
    }
  }

  private static List<String> synopsis(CommandSpec command) {
    Help help = new Help(command, Help.defaultColorScheme(Ansi.OFF));
    return help.synopsis(0).lines().map(String::strip).toList();
  }

  private void description(CommandSpec command) {
    for (String paragraph : command.usageMessage().description()) {
      if (!paragraph.isEmpty()) {
        page.paragraph(words(paragraph));
      }
    }
  }

  private void options(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
      page.item(String.join(", ", option.names()) + value, words(option.description()));
    }
  }

  /** The texts are formats. */
  private static String words(String... texts) {
    return String.join(" ", texts).replace("%%", "%");
  }
}
