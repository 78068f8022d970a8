// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.core.LaunchException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command: what may stand on its line, and what it does. */
interface Command {

  /**
   * Adds the header, the description, the options and the parameters. Its name, its synopsis and
   * {@code --help} are there already.
   */
  void describe(CommandSpec spec);

  /**
   * Carries it out.
   *
   * @param parsed what the user wrote
   * @return the exit status
   * @throws LaunchException if it fails, with a message for the user
   */
  int run(ParseResult parsed) throws LaunchException;
}
