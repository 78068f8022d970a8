// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.output.SpokenRemarks;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.BackendStart;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.PlannedConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code qrap plan [OPTION]... ARGUMENT...} and {@code qrap plan run [OPTION]... ARGUMENT...}: show
 * what {@code qrap ARGUMENT...} or {@code qrap run ARGUMENT...} would do.
 */
final class PlanCommand implements Command {

  private final Host host;
  private final ProcessContext process;
  private final Keys keys;
  private final LaunchForm form;

  PlanCommand(Host host, ProcessContext process, Keys keys, LaunchForm form) {
    this.host = host;
    this.process = process;
    this.keys = keys;
    this.form = form;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header(
            form == LaunchForm.RUN
                ? "Show what qrap run would do, without doing it."
                : "Show what a launch would do, without doing it.")
        .description(
            "",
            "Shows which program would run with which arguments, what qrap would change, and by which"
                + " rule and why. No backend is needed. In the arguments, <descriptor> stands for the"
                + " number of the connected descriptor, and <socket> for the path of the socket.",
            "");
    spec.addOption(
        OptionSpec.builder("--shell")
            .description(
                "Print a command line for a shell. It uses $QRAP_FD as the number of the descriptor, or $QRAP_SOCKET as the path of the socket.")
            .build());
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
    spec.addOption(
        OptionSpec.builder("-v", "--verbose")
            .description("Also show where each setting comes from, and which plugins are not used.")
            .build());
    SettingOptions.addTo(spec, keys);
    QemuArguments.addTo(spec);
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    boolean shell = parsed.hasMatchedOption("--shell");
    boolean json = parsed.hasMatchedOption("--json");
    if (shell && json) {
      return WrongUse.say(parsed.commandSpec(), "--shell and --json cannot be used together");
    }
    QemuArguments qemu = QemuArguments.of(process.arguments(), keys);
    String refusal = qemu.refusal(parsed);
    if (!refusal.isEmpty()) {
      return WrongUse.say(parsed.commandSpec(), refusal);
    }
    List<String> planned = qemu.arguments();
    ProcessContext launched = process.withArguments(planned);
    Settings settings =
        Launch.settings(
            keys, form, host, launched, SettingOptions.of(parsed, keys), new SpokenRemarks());
    Launch launch = QemuLaunch.prepare(host, launched, settings);
    LaunchPlan plan = launch.plan(planned);
    List<List<String>> starts = new ArrayList<>();
    for (PlannedConnection connection : plan.connections()) {
      Optional<BackendStart> start = launch.start(connection);
      starts.add(start.isPresent() ? start.get().display() : List.of());
    }
    PlanPrinter printer =
        new PlanPrinter(
            plan,
            settings,
            launch.warnings(plan),
            starts,
            launch.unusedPlugins(),
            parsed.hasMatchedOption("--verbose"));
    StandardOutput.write(shell ? printer.shell() : json ? printer.json() : printer.text());
    return 0;
  }
}
