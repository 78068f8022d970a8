// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.cli.doctor.Finding.Verdict;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.host.HostException;
import dev.qrap.core.launch.BackendStart;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.launch.LaunchContext;
import dev.qrap.core.launch.ProgramSearch;
import dev.qrap.core.plan.QemuCommand;
import java.util.List;

/** Whether the backend is installed that launches start with these settings. */
final class BackendProgramCheck implements Check {

  private final LaunchContext context;
  private final Launch launch;

  BackendProgramCheck(LaunchContext context, Launch launch) {
    this.context = context;
    this.launch = launch;
  }

  @Override
  public List<Finding> findings() {
    boolean needed = context.started().when() == Condition.ALWAYS;
    Verdict missing = needed ? Verdict.FAIL : Verdict.WARN;
    BackendStart start;
    try {
      start = launch.start();
    } catch (LaunchException e) {
      return List.of(Finding.of("start", missing, e, "correct the setting start, or remove it"));
    }
    QemuCommand program;
    String obstacle;
    try {
      program = start.program();
      obstacle = start.obstacle();
    } catch (LaunchException e) {
      return List.of(
          Finding.of(
              start.name(),
              missing,
              e,
              start.installation()
                  + "; or name the socket of another backend (the setting socket=)"));
    }
    return obstacle.isEmpty()
        ? List.of(version(start, program))
        : List.of(
            version(start, program),
            new Finding(
                start.name(),
                missing,
                obstacle,
                "connect the host to a network; until then, qrap run leaves cards on QEMU's own"
                    + " network"));
  }

  private Finding version(BackendStart start, QemuCommand program) {
    try {
      String version =
          start.versionOption().isEmpty() ? "" : version(program, start.versionOption());
      return Finding.pass(
          start.name(),
          program.path()
              + (version.isEmpty()
                  ? " is installed; it does not say which version it is"
                  : " says that it is: " + version));
    } catch (HostException e) {
      return Finding.warn(
          start.name(),
          program.path() + " does not say its version: " + e.getMessage(),
          "install it again");
    }
  }

  /**
   * What it answers. Some end without writing what they have buffered, and a C library buffers all
   * but what goes to a terminal; the answer is seen if it buffers single lines.
   */
  private String version(QemuCommand program, String option) throws HostException {
    String version =
        Answer.firstLine(Answer.of(context.host(), context.process(), program, option));
    if (!version.isEmpty()) {
      return version;
    }
    QemuCommand unbuffered;
    try {
      unbuffered =
          new ProgramSearch(context.host(), context.process()).named("stdbuf", "of coreutils");
    } catch (LaunchException e) {
      return "";
    }
    return Answer.firstLine(
        Answer.of(context.host(), context.process(), unbuffered, "-oL", program.path(), option));
  }
}
