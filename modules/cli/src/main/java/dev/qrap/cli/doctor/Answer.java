// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs;
import dev.qrap.core.host.Programs.Finished;
import dev.qrap.core.plan.QemuCommand;
import java.util.ArrayList;
import java.util.List;

/** What a program says when it is asked about itself. */
final class Answer {

  /** QEMU takes 13 ms for its longest answer. */
  private static final int TIMEOUT_MILLIS = 5_000;

  private Answer() {}

  /**
   * Asks a program.
   *
   * @param options what to ask: {@code -version}
   * @return what it says
   * @throws HostException if it cannot be run, takes too long, or ends in failure
   */
  static String of(
      Programs programs, ProcessContext process, QemuCommand program, String... options)
      throws HostException {
    List<String> arguments = new ArrayList<>(List.of(program.name()));
    arguments.addAll(List.of(options));
    Finished finished =
        programs.run(program.path(), arguments, process.environment(), TIMEOUT_MILLIS);
    if (finished.status() != 0) {
      String said = firstLine(finished.output());
      throw new HostException(
          "run",
          program.path() + " " + String.join(" ", options),
          Errno.NONE,
          "exit status " + finished.status() + (said.isEmpty() ? "" : ": " + said));
    }
    return finished.output();
  }

  /** The first line of a text; empty if it has none. */
  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
