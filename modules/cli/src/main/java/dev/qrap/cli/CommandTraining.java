// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.cli.command.Commands;
import dev.qrap.cli.command.PlanLine;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import java.util.List;

/**
 * The run from which the JVM learns which classes the image's second archive must have: those that
 * commands and plugins in jars need, beside the ones that launches need (docs/performance.md).
 * Started as the image is built, by distribution/image.sh, after {@link Training}.
 */
public final class CommandTraining {

  private CommandTraining() {}

  /**
   * Carries out commands whose answers nobody reads.
   *
   * @param arguments none
   * @throws Exception if anything fails that must not
   */
  public static void main(String[] arguments) throws Exception {
    System.setOut(System.err);
    Host host = QemuLaunch.host();
    ProcessContext process = host.processContext(arguments.length);
    PlanLine.run(host, process.withArguments(List.of("plan", "--", "-m", "64")));
    for (List<String> command :
        List.of(
            List.of("--help"),
            List.of("plan", "--json", "--", "-m", "64"),
            List.of("plugins"),
            List.of("sockets"),
            List.of("config"),
            List.of("doctor"))) {
      Commands.run(host, process.withArguments(command));
    }
  }
}
