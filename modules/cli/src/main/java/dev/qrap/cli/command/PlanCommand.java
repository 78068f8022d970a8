// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
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
        OptionSpec.builder(ShownPlan.SHELL)
            .description(
                "Print a command line for a shell. It uses $QRAP_FD as the number of the descriptor, or $QRAP_SOCKET as the path of the socket.")
            .build());
    spec.addOption(OptionSpec.builder(ShownPlan.JSON).description("Print JSON.").build());
    spec.addOption(
        OptionSpec.builder(ShownPlan.VERBOSE_SHORT, ShownPlan.VERBOSE)
            .description("Also show where each setting comes from, and which plugins are not used.")
            .build());
    SettingOptions.addTo(spec, keys);
    QemuArguments.addTo(spec);
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    boolean shell = parsed.hasMatchedOption(ShownPlan.SHELL);
    boolean json = parsed.hasMatchedOption(ShownPlan.JSON);
    if (shell && json) {
      return WrongUse.say(parsed.commandSpec(), "--shell and --json cannot be used together");
    }
    QemuArguments qemu = QemuArguments.of(process.arguments(), keys);
    String refusal = qemu.refusal(parsed);
    if (!refusal.isEmpty()) {
      return WrongUse.say(parsed.commandSpec(), refusal);
    }
    new ShownPlan(host, process.withArguments(qemu.arguments()), keys, form)
        .show(
            SettingOptions.of(parsed, keys),
            ShownPlan.Form.of(shell, json),
            parsed.hasMatchedOption(ShownPlan.VERBOSE));
    return 0;
  }
}
