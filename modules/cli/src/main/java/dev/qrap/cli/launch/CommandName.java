// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

import java.util.List;

/**
 * The commands of qrap, in the order in which the help lists them. This is the only list: what
 * distinguishes a command from a launch, what picocli reads, the help, the manual and the
 * completion all follow from it.
 *
 * <p>Every launch asks it, so it knows nothing of picocli.
 */
public enum CommandName {
  HELP("help", "[COMMAND]..."),
  RUN("run", "[OPTION]... " + CommandName.QEMU_ARGUMENTS),
  PLAN("plan", "[--shell|--json] [OPTION]... " + CommandName.QEMU_ARGUMENTS),
  PLAN_RUN(PLAN, "run", "[--shell|--json] [OPTION]... " + CommandName.QEMU_ARGUMENTS),
  PLUGINS("plugins", "[--json]"),
  PLUGINS_CHECK(PLUGINS, "check", ""),
  PLUGINS_NEW(PLUGINS, "new", "KIND NAME DIR"),
  SOCKETS("sockets", "[--json]"),
  DOCTOR("doctor", "[-q] [--json] [OPTION]...");

  private static final String QEMU_ARGUMENTS = "[--] [[FDNUM] QEMU] [QEMU_ARG]...";

  private final CommandName parent;
  private final String word;
  private final String parameters;

  CommandName(String word, String parameters) {
    this(null, word, parameters);
  }

  CommandName(CommandName parent, String word, String parameters) {
    this.parent = parent;
    this.word = word;
    this.parameters = parameters;
  }

  /**
   * Tells a command from a launch. Only the first argument decides, whatever files exist.
   *
   * @param arguments the user's arguments, at least one
   * @return whether they are a command
   */
  public static boolean isCommand(String[] arguments) {
    String first = arguments[0];
    for (CommandName command : values()) {
      if (command.parent == null && command.word.equals(first)) {
        return true;
      }
    }
    return arguments.length == 1 && (first.equals("--help") || first.equals("--version"));
  }

  /** The word that is written for it, after those of its parent: {@code new}. */
  public String word() {
    return word;
  }

  /** The command of which it is a subcommand; null if it is none. */
  public CommandName parent() {
    return parent;
  }

  /** All words that are written for it: {@code plugins new}. */
  public String words() {
    return parent == null ? word : parent.words() + " " + word;
  }

  /** How it is called: {@code qrap plugins new KIND NAME DIR}. */
  public String synopsis() {
    return ("qrap " + words() + " " + parameters).stripTrailing();
  }

  /** How many words it has. */
  public int length() {
    return parent == null ? 1 : parent.length() + 1;
  }

  /**
   * Whether a line begins with its words.
   *
   * @param line the words of the line
   */
  public boolean begins(List<String> line) {
    boolean above = parent == null || parent.begins(line);
    return above && line.size() >= length() && line.get(length() - 1).equals(word);
  }

  /** Whether QEMU's arguments follow its own. */
  public boolean takesQemuArguments() {
    return parameters.endsWith(QEMU_ARGUMENTS);
  }
}
