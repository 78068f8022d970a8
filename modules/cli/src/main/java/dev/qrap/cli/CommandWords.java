// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

/**
 * Which calls are commands of qrap. Everything else is a launch, whatever files exist (BEHAVIOUR
 * section 2).
 */
final class CommandWords {

  private CommandWords() {}

  static boolean isCommand(String[] arguments) {
    return switch (arguments[0]) {
      case "help", "plan", "run", "doctor", "plugins", "sockets" -> true;
      case "--help", "--version" -> arguments.length == 1;
      default -> false;
    };
  }
}
