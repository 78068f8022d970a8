// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap run [OPTION]... -- ARGUMENT...}: a launch with settings on its line. */
final class RunCommand implements Command {

  private final Host host;
  private final ProcessContext process;
  private final Keys keys;

  RunCommand(Host host, ProcessContext process, Keys keys) {
    this.host = host;
    this.process = process;
    this.keys = keys;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("Launch QEMU with settings for this call.")
        .description(
            "",
            "Does what qrap does without run. The options set what files and environment variables"
                + " can set too, and replace it. If an option that takes a list is given several times,"
                + " the lists are joined.",
            "");
    SettingOptions.addTo(spec, keys);
    QemuArguments.addTo(spec);
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    String refusal = QemuArguments.refusal(parsed, process.arguments());
    if (!refusal.isEmpty()) {
      return WrongUse.say(parsed.commandSpec(), refusal);
    }
    List<String> launched = QemuArguments.of(process.arguments());
    QemuLaunch.run(host, process.withArguments(launched), keys, SettingOptions.of(parsed, keys));
    return ExitStatus.FAILURE; // not reached: a launch ends in another program or in an exception
  }
}
