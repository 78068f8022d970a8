// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.Printable;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap plugins check}: tries the plugins, and says which are broken. */
final class PluginsCheckCommand implements Command {

  private final Host host;
  private final ProcessContext process;

  PluginsCheckCommand(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("Try all plugins; the exit status is 1 if any is broken.")
        .description(
            "",
            "Loads all plugins and calls each of their methods on samples of command lines, machines and QEMUs. Nothing"
                + " is started and nothing is connected to. A setting of a plugin that is not installed counts as"
                + " broken too.",
            "");
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    Catalog catalog = PluginList.catalog(host, process);
    new PluginTrials(catalog).run();
    PluginList list = PluginList.of(catalog);
    StringBuilder wrong = new StringBuilder(list.broken());
    for (String unclaimed : catalog.unclaimedSettings()) {
      wrong.append(Printable.line(unclaimed)).append('\n');
    }
    String broken = wrong.toString();
    if (broken.isEmpty()) {
      StandardOutput.write(list.plugins().size() + " plugins, none broken\n");
      return 0;
    }
    StandardOutput.write(broken);
    return ExitStatus.FAILURE;
  }
}
