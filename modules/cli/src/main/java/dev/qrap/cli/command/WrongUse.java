// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.output.StandardError;
import picocli.CommandLine.Model.CommandSpec;

/** What becomes of a command whose line is wrong. */
final class WrongUse {

  private WrongUse() {}

  /**
   * Says one sentence and where to read more.
   *
   * @param command whose help explains it
   * @param message a byte string, since the arguments that it quotes are
   * @return the exit status
   */
  static int say(CommandSpec command, String message) {
    String words = command.qualifiedName().substring("qrap".length());
    StandardError.say(message + "; see qrap help" + words);
    return ExitStatus.WRONG_USE;
  }
}
