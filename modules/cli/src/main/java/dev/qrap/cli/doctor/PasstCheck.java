// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.cli.doctor.Finding.Verdict;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.OwnPasst;
import dev.qrap.core.configuration.OwnPasst.When;
import dev.qrap.core.host.HostException;
import dev.qrap.core.launch.LaunchContext;
import dev.qrap.core.launch.ProgramSearch;
import dev.qrap.core.plan.QemuCommand;
import java.util.List;

/** Which passt is installed. */
final class PasstCheck implements Check {

  private static final String NAME = "passt";

  private final LaunchContext context;

  PasstCheck(LaunchContext context) {
    this.context = context;
  }

  @Override
  public List<Finding> findings() {
    QemuCommand passt;
    try {
      passt =
          new ProgramSearch(context.host(), context.process())
              .named(OwnPasst.PROGRAM, "the usual backend");
    } catch (LaunchException e) {
      return List.of(
          new Finding(
              NAME,
              context.passt().when() == When.ALWAYS ? Verdict.FAIL : Verdict.WARN,
              e.getMessage(),
              "on Debian: apt install passt; or name the socket of another backend (the setting socket=)"));
    }
    try {
      // The passt of 2025 prints its version on a terminal alone.
      String version =
          Answer.firstLine(Answer.of(context.host(), context.process(), passt, "--version"));
      return List.of(
          Finding.pass(
              NAME,
              passt.path()
                  + (version.isEmpty()
                      ? " is installed; it does not say which version it is"
                      : " says that it is: " + version)));
    } catch (HostException e) {
      return List.of(
          Finding.warn(
              NAME,
              passt.path() + " does not say its version: " + e.getMessage(),
              "install passt again"));
    }
  }
}
