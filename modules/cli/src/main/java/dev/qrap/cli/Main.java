// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Configuration;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import java.util.List;
import java.util.ServiceLoader;

/** Where the JVM starts. The first argument decides whether this is a launch or a command. */
public final class Main {

  /** Exit status of wrong use: no arguments, or a command with wrong options. */
  static final int WRONG_USE = 2;

  /** Exit status of anything that fails before QEMU runs. */
  static final int FAILURE = 1;

  private Main() {}

  /**
   * Becomes QEMU or carries out a command.
   *
   * @param arguments the user's arguments, decoded by the JVM; only their number and the ASCII in
   *     them count, their bytes come from {@link Host#processContext}
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    if (arguments.length == 0) {
      StandardError.write(Usage.SHORT);
      return WRONG_USE;
    }
    try {
      Host host = host();
      ProcessContext process = host.processContext(arguments.length);
      if (CommandWords.isCommand(arguments)) {
        return Commands.run(host, process);
      }
      launch(host, process, List.of());
      return FAILURE; // not reached: a launch ends in another program or in an exception
    } catch (LaunchException | HostException e) {
      StandardError.say(e.getMessage());
      return FAILURE;
    } catch (OutOfMemoryError | LinkageError e) {
      // Where a limit is so low that the JVM starts, but cannot load JNA or make its thread.
      StandardError.say(
          "cannot start: "
              + e
              + "\nRaise the limits of memory (ulimit -v) and of processes (ulimit -u);"
              + " if they are no reason, install qrap anew");
      return FAILURE;
    }
  }

  /**
   * Becomes QEMU.
   *
   * @param options what options of {@code qrap run} set
   */
  static void launch(Host host, ProcessContext process, List<Setting> options)
      throws LaunchException {
    Configuration configuration = Launch.configuration(host, process, options);
    new Launch(host, process, configuration, LaunchReporter.of(host, configuration)).run();
  }

  static Host host() {
    return ServiceLoader.load(ModuleLayer.boot(), Host.class).iterator().next();
  }
}
