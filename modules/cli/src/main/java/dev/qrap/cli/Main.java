// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.cli.command.Commands;
import dev.qrap.cli.launch.CommandName;
import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.launch.Usage;
import dev.qrap.cli.output.StandardError;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import java.util.List;

/** Where the JVM starts. The first argument decides whether this is a launch or a command. */
public final class Main {

  private Main() {}

  /**
   * Becomes QEMU or carries out a command.
   *
   * @param arguments the user's arguments, decoded by the JVM; only their number and the ASCII in
   *     them count, their bytes come from {@link Host#processContext}
   */
  public static void main(String[] arguments) {
    // Plugins may print; what is on standard output are the answers of commands and no more.
    System.setOut(System.err);
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    if (arguments.length == 0) {
      StandardError.write(Usage.text());
      return ExitStatus.WRONG_USE;
    }
    try {
      Host host = QemuLaunch.host();
      ProcessContext process = host.processContext(arguments.length);
      if (CommandName.isCommand(arguments)) {
        return Commands.run(host, process);
      }
      QemuLaunch.run(host, process, Keys.ALL, List.of());
      return ExitStatus.FAILURE; // not reached: a launch ends in another program or in an exception
    } catch (LaunchException | HostException e) {
      StandardError.say(e.getMessage());
      return ExitStatus.FAILURE;
    } catch (OutOfMemoryError | LinkageError e) {
      // Where a limit is so low that the JVM starts, but cannot load JNA or make its thread.
      StandardError.say(
          "cannot start: "
              + e
              + "\nRaise the limits of memory (ulimit -v) and of processes (ulimit -u);"
              + " if they are no reason, install qrap anew");
      return ExitStatus.FAILURE;
    }
  }
}
