// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.CommandName;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap help [COMMAND]...}: says what {@code --help} says. */
final class HelpCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage().header("Show help, or the help of a command.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("COMMAND")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(others())
            .build());
  }

  /** The words of all other commands, as an enumeration for people. */
  private static String others() {
    StringBuilder others = new StringBuilder();
    for (CommandName name : CommandName.values()) {
      if (name != CommandName.HELP) {
        others.append(others.isEmpty() ? "" : ", ").append(name.words());
      }
    }
    int last = others.lastIndexOf(", ");
    return others.replace(last, last + ", ".length(), " or ").toString();
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    CommandLine on = parsed.commandSpec().parent().commandLine();
    for (String word : parsed.matchedPositionalValue(0, List.<String>of())) {
      CommandLine above = on;
      on = above.getSubcommands().get(word);
      if (on == null) {
        return WrongUse.say(above.getCommandSpec(), "there is no command '" + word + "'");
      }
    }
    StandardOutput.write(on.getUsageMessage(Ansi.OFF));
    return 0;
  }
}
