// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap plan [OPTION]... -- ARGUMENT...}: shows what a launch would do. */
final class PlanCommand implements Command {

  private final Host host;
  private final ProcessContext process;

  PlanCommand(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("Show what a launch would do, without doing it.")
        .description(
            "",
            "Says which program would run with which arguments, what is changed, by which rule and"
                + " why. No backend is needed. <descriptor> stands for the number of the"
                + " connection.",
            "");
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
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    boolean shell = parsed.hasMatchedOption("--shell");
    boolean json = parsed.hasMatchedOption("--json");
    if (shell && json) {
      return WrongUse.say(parsed.commandSpec(), "--shell and --json exclude each other");
    }
    String refusal = QemuArguments.refusal(parsed, process.arguments());
    if (!refusal.isEmpty()) {
      return WrongUse.say(parsed.commandSpec(), refusal);
    }
    List<String> planned = QemuArguments.of(process.arguments());
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
}
