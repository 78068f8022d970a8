// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.doctor.Doctor;
import dev.qrap.cli.doctor.FindingList;
import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap doctor}: says what a launch would meet, and what to do about it. */
final class DoctorCommand implements Command {

  private final Host host;
  private final ProcessContext process;
  private final Keys keys;

  DoctorCommand(Host host, ProcessContext process, Keys keys) {
    this.host = host;
    this.process = process;
    this.keys = keys;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("Check whether a launch would work on this host.")
        .description(
            "",
            "Checks everything that a launch needs, in the order in which it needs it, and says how to"
                + " fix what is wrong. The doctor changes nothing and connects to no backend. PASS means"
                + " that all is well, WARN that a launch works but is slower or may surprise you, FAIL"
                + " that a launch cannot work.",
            "",
            "Exit status: 1 if there is a FAIL, otherwise 0.",
            "");
    spec.addOption(
        OptionSpec.builder("-q", "--quiet").description("Show only WARN and FAIL.").build());
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
    SettingOptions.addTo(spec, keys);
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    FindingList all =
        new FindingList(Doctor.examine(host, process, keys, SettingOptions.of(parsed, keys)));
    FindingList shown = parsed.hasMatchedOption("--quiet") ? all.withoutPassed() : all;
    StandardOutput.write(parsed.hasMatchedOption("--json") ? shown.json() : shown.text());
    return all.hasFailure() ? ExitStatus.FAILURE : 0;
  }
}
