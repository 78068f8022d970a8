// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap plugins}: lists the plugins. */
final class PluginsCommand implements Command {

  private final Host host;
  private final ProcessContext process;

  PluginsCommand(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("List the plugins and whether they are used.")
        .description(
            "",
            "Plugins are in the image, in jars in the image's directory plugins, and on the"
                + " plugin.path. An active plugin is used, a rejected one is broken, and an excluded one"
                + " is left out by a setting.",
            "");
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    PluginList list = PluginList.of(PluginList.catalog(host, process));
    StandardOutput.write(parsed.hasMatchedOption("--json") ? list.json() : list.table());
    return 0;
  }
}
