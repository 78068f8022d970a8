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
final class RunCommand implements Command {

  private final Host host;
  private final ProcessContext process;

  RunCommand(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("Launch QEMU with settings of this one call.")
        .description(
            "",
            "Does what qrap does without run. An option replaces what files and variables say. Of"
                + " plugins, places and users, several options of one name make one list.",
            "");
    SettingOptions.addTo(spec);
    QemuArguments.addTo(spec);
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    String refusal = QemuArguments.refusal(parsed, process.arguments());
    if (!refusal.isEmpty()) {
      return WrongUse.say(parsed.commandSpec(), refusal);
    }
    List<String> launched = QemuArguments.of(process.arguments());
    QemuLaunch.run(host, process.withArguments(launched), SettingOptions.of(parsed));
    return ExitStatus.FAILURE; // not reached: a launch ends in another program or in an exception
  }
}
