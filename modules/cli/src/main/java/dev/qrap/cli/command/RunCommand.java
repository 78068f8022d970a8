// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.core.LaunchException;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap run [OPTION]... -- ARGUMENT...}: a launch with settings on its line. */
final class RunCommand {

  private final Host host;
  private final ProcessContext process;

  private RunCommand(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  static CommandSpec spec(Host host, ProcessContext process) {
    CommandSpec spec = Commands.command(new RunCommand(host, process)::run);
    spec.usageMessage()
        .customSynopsis("qrap run [OPTION]... -- [FDNUM QEMU_CMD] [QEMU_ARG]...")
        .header("Launch QEMU with settings of this one call.")
        .description(HelpTexts.RUN);
    SettingOptions.addTo(spec);
    QemuArguments.addTo(spec);
    return spec;
  }

  private int run(ParseResult parsed) throws LaunchException {
    List<String> qemus = QemuArguments.of(process.arguments());
    String refusal = QemuArguments.refusal(parsed, qemus);
    if (!refusal.isEmpty()) {
      return Commands.wrongUse(parsed.commandSpec().commandLine(), refusal);
    }
    QemuLaunch.run(host, process.withArguments(qemus), SettingOptions.of(parsed));
    return ExitStatus.FAILURE; // not reached: a launch ends in another program or in an exception
  }
}
