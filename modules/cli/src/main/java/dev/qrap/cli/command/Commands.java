// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.CommandName;
import dev.qrap.cli.launch.Usage;
import dev.qrap.cli.output.SpokenRemarks;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The commands. They are described to picocli by hand, because its annotations would double what it
 * costs (docs/architecture.md, "What things cost").
 */
public final class Commands {

  private static final String HELP = "--help";

  private final Host host;
  private final ProcessContext process;
  private final Keys keys;

  private Commands(Host host, ProcessContext process, Keys keys) {
    this.host = host;
    this.process = process;
    this.keys = keys;
  }

  /**
   * Carries out the command that the arguments say.
   *
   * @param host the machine
   * @param process what the process was given
   * @return the exit status
   * @throws LaunchException if it fails
   */
  public static int run(Host host, ProcessContext process) throws LaunchException {
    List<String> arguments = process.arguments();
    Keys keys = Launch.withPlugins(Keys.ALL, host, new SpokenRemarks());
    QemuArguments qemu = QemuArguments.of(arguments, keys);
    try {
      ParseResult line =
          line(host, process, keys).parseArgs(qemu.before(arguments).toArray(new String[0]));
      return run(line, arguments);
    } catch (MissingParameterException e) {
      return WrongUse.say(e.getCommandLine().getCommandSpec(), missingValue(e) + qemu.hint());
    } catch (ParameterException e) {
      return WrongUse.say(e.getCommandLine().getCommandSpec(), e.getMessage() + qemu.hint());
    }
  }

  /** Shows how the option is written with its value. */
  private static String missingValue(MissingParameterException e) {
    ArgSpec missing = e.getMissing().get(0);
    return missing instanceof OptionSpec option
        ? ("the option " + option.longestName() + " needs a value: ")
            + (option.longestName() + "=" + option.paramLabel())
        : e.getMessage();
  }

  private static int run(ParseResult line, List<String> arguments) throws LaunchException {
    ParseResult parsed = line;
    while (parsed.hasSubcommand() && !parsed.hasMatchedOption(HELP)) {
      parsed = parsed.subcommand();
    }
    CommandSpec spec = parsed.commandSpec();
    if (parsed.hasMatchedOption(HELP)) {
      StandardOutput.write(spec.commandLine().getUsageMessage(Ansi.OFF));
      return 0;
    }
    if (spec.name().equals(CommandName.PLAN_RUN.word()) && !isPlain(spec, arguments)) {
      return WrongUse.say(spec, "put run directly after plan, and the options after run");
    }
    return ((Command) spec.userObject()).run(parsed);
  }

  /** Whether no option of plan stands before run, where nobody would look at it. */
  private static boolean isPlain(CommandSpec run, List<String> arguments) {
    return run.qualifiedName().equals("qrap run") || CommandName.PLAN_RUN.begins(arguments);
  }

  /**
   * Describes the commands.
   *
   * @param host the machine
   * @param process what the process was given
   * @param keys the settings that their options can set
   * @return what picocli knows of them
   */
  public static CommandLine line(Host host, ProcessContext process, Keys keys) {
    return new Commands(host, process, keys).line();
  }

  private CommandLine line() {
    CommandSpec qrap = spec(new QrapCommand(keys), Usage.text());
    qrap.name("qrap");
    Map<CommandName, CommandSpec> specs = new EnumMap<>(CommandName.class);
    for (CommandName name : CommandName.values()) {
      CommandSpec spec = spec(command(name), Usage.text(name));
      specs.put(name, spec);
      specs.getOrDefault(name.parent(), qrap).addSubcommand(name.word(), spec);
    }
    CommandLine line = new CommandLine(qrap);
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.setExpandAtFiles(false); // an @ begins a value as any other byte does
    return line;
  }

  private static CommandSpec spec(Command command, String usage) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    // picocli writes "Usage: " itself
    spec.usageMessage().customSynopsis(usage.substring("Usage: ".length()).split("\n"));
    command.describe(spec);
    spec.addOption(OptionSpec.builder(HELP).usageHelp(true).description("Show this help.").build());
    return spec;
  }

  private Command command(CommandName name) {
    return switch (name) {
      case HELP -> new HelpCommand();
      case RUN -> new RunCommand(host, process, keys);
      case PLAN -> new PlanCommand(host, process, keys, LaunchForm.BARE);
      case PLAN_RUN -> new PlanCommand(host, process, keys, LaunchForm.RUN);
      case PLUGINS -> new PluginsCommand(host, process);
      case PLUGINS_CHECK -> new PluginsCheckCommand(host, process);
      case PLUGINS_NEW -> new PluginsNewCommand(host);
      case SOCKETS -> new SocketsCommand(host, process, keys);
      case DOCTOR -> new DoctorCommand(host, process, keys);
    };
  }
}
