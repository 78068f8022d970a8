// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.launch.Usage;
import dev.qrap.cli.output.StandardError;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The commands. Described to picocli by hand: its annotations cost 40 ms (docs/architecture.md).
 */
public final class Commands {

  private final Host host;
  private final ProcessContext process;

  private Commands(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  /**
   * Carries out the command that the arguments say.
   *
   * @param host the machine
   * @param process what the process was given
   * @return the exit status
   */
  public static int run(Host host, ProcessContext process) {
    CommandLine line = line(host, process);
    line.setParameterExceptionHandler(
        (exception, arguments) ->
            wrongUse(
                exception.getCommandLine(),
                exception.getMessage() + QemuArguments.hint(process.arguments())));
    line.setExecutionExceptionHandler(
        (exception, commandLine, result) -> {
          if (exception instanceof LaunchException) {
            StandardError.say(exception.getMessage());
            return ExitStatus.FAILURE;
          }
          throw exception;
        });
    return line.execute(QemuArguments.before(process.arguments()).toArray(new String[0]));
  }

  /** One sentence and where to read more. A byte string, since the arguments that it quotes are. */
  static int wrongUse(CommandLine command, String message) {
    String words = command.getCommandSpec().qualifiedName().substring("qrap".length());
    StandardError.say(message + "; see qrap help" + words);
    return ExitStatus.WRONG_USE;
  }

  /**
   * Describes the commands.
   *
   * @param host the machine
   * @param process what the process was given
   * @return what picocli knows of them
   */
  public static CommandLine line(Host host, ProcessContext process) {
    return new Commands(host, process).line();
  }

  private CommandLine line() {
    CommandSpec qrap = command(this::help);
    qrap.name("qrap");
    qrap.usageMessage()
        .customSynopsis(Usage.SHORT.stripTrailing().substring("Usage: ".length()).split("\n"))
        .description(HelpTexts.DESCRIPTION)
        .commandListHeading("%nCommands:%n")
        .footer(HelpTexts.footer());
    qrap.addOption(OptionSpec.builder("--help").description("Show this help.").build());
    qrap.addOption(OptionSpec.builder("--version").description("Show the version.").build());
    qrap.addSubcommand("help", helpCommand());
    qrap.addSubcommand("run", RunCommand.spec(host, process));
    qrap.addSubcommand("plan", planCommand());
    qrap.addSubcommand("plugins", pluginsCommand());
    qrap.addSubcommand("sockets", SocketsCommand.spec(host, process));
    qrap.addSubcommand("doctor", DoctorCommand.spec(host, process));
    CommandLine line = new CommandLine(qrap);
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.setExpandAtFiles(false); // an @ begins a value as any other byte does
    return line;
  }

  /** What a command does with what the user wrote. */
  interface Action {
    int run(ParseResult parsed) throws LaunchException;
  }

  static CommandSpec command(Action action) {
    ParsedCommand command = new ParsedCommand(action);
    command.spec = CommandSpec.wrapWithoutInspection(command);
    return command.spec;
  }

  private static final class ParsedCommand implements Callable<Integer> {
    private final Action action;
    private CommandSpec spec;

    ParsedCommand(Action action) {
      this.action = action;
    }

    @Override
    public Integer call() throws LaunchException {
      return action.run(spec.commandLine().getParseResult());
    }
  }

  private int help(ParseResult parsed) throws LaunchException {
    if (parsed.hasMatchedOption("--version")) {
      StandardOutput.write("qrap " + version() + "\n");
    } else {
      StandardOutput.write(parsed.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
    }
    return 0;
  }

  /**
   * Tells the version.
   *
   * @return the one of this module; empty if the classes run outside a module
   */
  public static String version() {
    Module module = Commands.class.getModule();
    return module.isNamed() ? module.getDescriptor().rawVersion().orElse("") : "";
  }

  private CommandSpec helpCommand() {
    CommandSpec spec = command(this::helpOn);
    spec.usageMessage().header("Show help, or the help of a command.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("COMMAND")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("run, plan, plugins, plugins new, sockets or doctor")
            .build());
    return spec;
  }

  private int helpOn(ParseResult parsed) throws LaunchException {
    CommandLine on = parsed.commandSpec().parent().commandLine();
    for (String word : parsed.matchedPositionalValue(0, List.<String>of())) {
      CommandLine above = on;
      on = above.getSubcommands().get(word);
      if (on == null) {
        return wrongUse(above, "there is no command '" + word + "'");
      }
    }
    StandardOutput.write(on.getUsageMessage(Ansi.OFF));
    return 0;
  }

  private CommandSpec planCommand() {
    CommandSpec spec = command(this::plan);
    spec.usageMessage()
        .customSynopsis(
            "qrap plan [--shell|--json] [-v] [OPTION]... -- [FDNUM QEMU_CMD] [QEMU_ARG]...")
        .header("Show what a launch would do, without doing it.")
        .description(HelpTexts.PLAN);
    spec.addOption(
        OptionSpec.builder("--shell")
            .description("Print a command line for a shell; $QRAP_FD is the connection's number.")
            .build());
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
    spec.addOption(
        OptionSpec.builder("-v", "--verbose")
            .description("Also say where each setting came from.")
            .build());
    SettingOptions.addTo(spec);
    QemuArguments.addTo(spec);
    return spec;
  }

  private int plan(ParseResult parsed) throws LaunchException {
    boolean shell = parsed.hasMatchedOption("--shell");
    boolean json = parsed.hasMatchedOption("--json");
    CommandLine command = parsed.commandSpec().commandLine();
    if (shell && json) {
      return wrongUse(command, "--shell and --json exclude each other");
    }
    List<String> planned = QemuArguments.of(process.arguments());
    String refusal = QemuArguments.refusal(parsed, planned);
    if (!refusal.isEmpty()) {
      return wrongUse(command, refusal);
    }
    ProcessContext launched = process.withArguments(planned);
    Settings settings = Launch.settings(host, launched, SettingOptions.of(parsed));
    Launch launch = QemuLaunch.prepare(host, launched, settings);
    PlanPrinter printer =
        new PlanPrinter(
            launch.plan(planned),
            settings,
            launch.unusedPlugins(),
            parsed.hasMatchedOption("--verbose"));
    StandardOutput.write(shell ? printer.shell() : json ? printer.json() : printer.text());
    return 0;
  }

  private CommandSpec pluginsCommand() {
    CommandSpec spec = command(this::plugins);
    spec.usageMessage()
        .header("List the plugins and what became of them.")
        .description(HelpTexts.PLUGINS);
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
    CommandSpec check = command(this::checkPlugins);
    check.usageMessage().header("Load all plugins; the exit status is 1 if any is broken.");
    spec.addSubcommand("check", check);
    spec.addSubcommand("new", NewPluginCommand.spec(version()));
    return spec;
  }

  private int plugins(ParseResult parsed) throws LaunchException {
    PluginList list = pluginList();
    StandardOutput.write(parsed.hasMatchedOption("--json") ? list.json() : list.table());
    return 0;
  }

  private int checkPlugins(ParseResult parsed) throws LaunchException {
    PluginList list = pluginList();
    String broken = list.broken();
    if (broken.isEmpty()) {
      StandardOutput.write(list.plugins().size() + " plugins, none broken\n");
      return 0;
    }
    StandardOutput.write(broken);
    return ExitStatus.FAILURE;
  }

  private PluginList pluginList() throws LaunchException {
    return PluginList.of(Launch.catalog(host, ConfigurationReader.read(host, process)));
  }
}
