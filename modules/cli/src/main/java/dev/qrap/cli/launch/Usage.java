// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

/** How qrap and its commands are called, a line for each form. */
public final class Usage {

  private static final String LAUNCH = "Usage: qrap [FDNUM QEMU_CMD] [QEMU_ARG]...\n";
  private static final String USAGE = "Usage: ";
  private static final String INDENT = " ".repeat(USAGE.length());

  private Usage() {}

  /**
   * All forms: what qrap says when it is called without arguments.
   *
   * @return lines of which the first begins with {@code Usage:}
   */
  public static String text() {
    StringBuilder text = new StringBuilder(LAUNCH);
    for (CommandName command : CommandName.values()) {
      text.append(INDENT).append(command.synopsis()).append('\n');
    }
    return text.append(INDENT).append("qrap --help | --version\n").toString();
  }

  /**
   * The forms of a command and of its subcommands.
   *
   * @param command one that may have subcommands
   * @return lines of which the first begins with {@code Usage:}
   */
  public static String text(CommandName command) {
    StringBuilder text = new StringBuilder(USAGE).append(command.synopsis()).append('\n');
    for (CommandName below : CommandName.values()) {
      if (below.parent() == command) {
        text.append(INDENT).append(below.synopsis()).append('\n');
      }
    }
    return text.toString();
  }
}
