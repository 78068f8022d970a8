// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.doctor.Doctor;
import dev.qrap.cli.doctor.FindingList;
import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap doctor}: says what a launch would meet, and what to do about it. */
final class DoctorCommand implements Command {

  private final Host host;
  private final ProcessContext process;

  DoctorCommand(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("Check what a launch would meet.")
        .description(
            "",
            "Checks what a launch would meet, in its order, and says what to do about it. Nothing is changed,"
                + " and no backend notices. PASS is as it should be, WARN makes a launch slower or may"
                + " surprise, FAIL makes it impossible.",
            "",
            "Exit status: 1 if anything is FAIL, otherwise 0.",
            "");
    spec.addOption(
        OptionSpec.builder("-q", "--quiet").description("Leave out what is PASS.").build());
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
    SettingOptions.addTo(spec);
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    FindingList all = new FindingList(Doctor.examine(host, process, SettingOptions.of(parsed)));
    FindingList shown = parsed.hasMatchedOption("--quiet") ? all.withoutPassed() : all;
    StandardOutput.write(parsed.hasMatchedOption("--json") ? shown.json() : shown.text());
    return all.hasFailure() ? ExitStatus.FAILURE : 0;
  }
}
