// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code qrap run [OPTION]... QEMU ARGUMENT...}: a launch of a QEMU command as it is. A line
 * without a mistake does not get here, see {@link dev.qrap.cli.launch.RunLine}, unless it has an
 * option of a plugin.
 */
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
        .header("Run a QEMU command on a network backend of its own.")
        .description(
            "",
            "Put qrap run directly before a QEMU command. Each network card of the guest that is on"
                + " QEMU's own user network (-nic user, -netdev user, or no option at all) is connected"
                + " to a backend that qrap starts for it. The backend gets the forwarded ports and"
                + " the addresses that the command asks for. If it cannot do something, the card stays"
                + " on QEMU's network, and qrap says why. The backend ends when the guest ends.",
            "",
            "The options set what files and environment variables can set too, and replace it. If an"
                + " option that takes a list is given several times, the lists are joined.",
            "");
    SettingOptions.addTo(spec, keys);
    QemuArguments.addTo(spec);
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    QemuArguments qemu = QemuArguments.of(process.arguments(), keys);
    String refusal = qemu.refusal(parsed);
    if (!refusal.isEmpty()) {
      return WrongUse.say(parsed.commandSpec(), refusal);
    }
    QemuLaunch.run(
        host,
        process.withArguments(qemu.arguments()),
        keys,
        LaunchForm.RUN,
        SettingOptions.of(parsed, keys));
    return ExitStatus.FAILURE; // not reached: a launch ends in another program or in an exception
  }
}
