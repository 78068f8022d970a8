// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.cli.command.Commands;
import dev.qrap.cli.command.PlanLine;
import dev.qrap.cli.launch.CommandName;
import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.launch.RunLine;
import dev.qrap.cli.launch.Usage;
import dev.qrap.cli.output.StandardError;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import java.util.List;
import java.util.Optional;

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
    try {
      System.exit(run(arguments));
    } catch (OutOfMemoryError | LinkageError | InternalError e) {
      StandardError.say(new LaunchException("cannot start: " + e, remedy()));
      // An ordinary exit would load more of what cannot be loaded.
      Runtime.getRuntime().halt(ExitStatus.FAILURE);
    }
  }

  /** Launches if the command is {@code qrap run} without a mistake; returns otherwise. */
  private static void runLine(Host host, ProcessContext process) throws LaunchException {
    List<String> words = process.arguments();
    if (CommandName.RUN.begins(words)) {
      Optional<RunLine> line = RunLine.parse(words.subList(1, words.size()), Keys.ALL, List.of());
      if (line.isPresent()) {
        ProcessContext launched = process.withArguments(line.get().arguments());
        QemuLaunch.run(host, launched, Keys.ALL, LaunchForm.RUN, line.get().options());
      }
    }
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
        runLine(host, process);
        Optional<Integer> planned = PlanLine.run(host, process);
        return planned.isPresent() ? planned.get() : Commands.run(host, process);
      }
      QemuLaunch.run(host, process, Keys.ALL, LaunchForm.BARE, List.of());
      return ExitStatus.FAILURE; // not reached: a launch ends in another program or in an exception
    } catch (LaunchException e) {
      StandardError.say(e);
      return ExitStatus.FAILURE;
    } catch (HostException e) {
      StandardError.say(e.getMessage());
      return ExitStatus.FAILURE;
    }
  }

  /** What helps if the JVM starts, and something of it or of JNA cannot be loaded. */
  private static String remedy() {
    String home = System.getProperty("java.home");
    for (int i = 0; i < home.length(); i++) {
      if (home.charAt(i) < ' ' || home.charAt(i) > '~' || home.charAt(i) == '?') {
        return "The path of qrap's image has characters that Java cannot read in this locale;"
            + " move the image to a path of ASCII characters, or set LC_ALL=C.UTF-8";
      }
    }
    return "Raise the limits of memory (ulimit -v) and of processes (ulimit -u);"
        + " if they are no reason, install qrap anew";
  }
}
