// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

/** Which calls are commands of qrap. Everything else is a launch, whatever files exist. */
public final class CommandWords {

  private CommandWords() {}

  /**
   * Tells a command from a launch.
   *
   * @param arguments the user's, at least one
   * @return whether they are a command
   */
  public static boolean isCommand(String[] arguments) {
    return switch (arguments[0]) {
      case "help", "plan", "run", "doctor", "plugins", "sockets" -> true;
      case "--help", "--version" -> arguments.length == 1;
      default -> false;
    };
  }
}
