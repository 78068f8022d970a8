// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.CommandName;
import dev.qrap.cli.launch.RunLine;
import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.configuration.Keys;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where QEMU's arguments begin on the line of a command that takes them, see {@link RunLine}.
 *
 * @param command the words of the command itself: how many there are
 * @param words all other words
 * @param start where QEMU's arguments begin among the words
 */
record QemuArguments(int command, List<String> words, int start) {

  private static final String HINT = "; put -- before QEMU's arguments";

  /**
   * Those of a line.
   *
   * @param arguments all arguments, the command's words first
   * @param keys the settings that there are
   */
  static QemuArguments of(List<String> arguments, Keys keys) {
    Optional<CommandName> command = command(arguments);
    if (command.isEmpty()) {
      return new QemuArguments(arguments.size(), List.of(), 0);
    }
    int length = command.get().length();
    List<String> words = arguments.subList(length, arguments.size());
    return new QemuArguments(length, words, RunLine.argumentsStart(words, keys));
  }

  /** The command of a line if it takes QEMU's arguments. */
  private static Optional<CommandName> command(List<String> arguments) {
    Optional<CommandName> found = Optional.empty();
    for (CommandName command : CommandName.values()) {
      boolean longer = found.isEmpty() || command.length() > found.get().length();
      if (command.takesQemuArguments() && longer && command.begins(arguments)) {
        found = Optional.of(command);
      }
    }
    return found;
  }

  /** What stands before them, for picocli: all of the line if the command takes none. */
  List<String> before(List<String> arguments) {
    return arguments.subList(0, command + start);
  }

  /** They themselves; empty if there are none. */
  List<String> arguments() {
    return RunLine.arguments(words, start);
  }

  /** What may help if picocli does not understand the line of a command. */
  String hint() {
    return words.isEmpty() || start < words.size() ? "" : HINT;
  }

  /**
   * Describes them for the help. What picocli takes for them stands at the wrong place, and so does
   * all that follows: a {@code --help} there is QEMU's.
   */
  static void addTo(CommandSpec spec) {
    spec.parser().stopAtPositional(true).stopAtUnmatched(true).unmatchedArgumentsAllowed(true);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ARGUMENT")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(
                "The QEMU to run, and its arguments. Put -- before them if the first one does not"
                    + " name a QEMU, such as qemu-system-x86_64.")
            .build());
  }

  /** Why the line of a command that takes them cannot be carried out; empty if it can. */
  String refusal(ParseResult parsed) {
    List<String> unknown = parsed.unmatched();
    if (!unknown.isEmpty()) {
      return "Unknown option: '" + unknown.get(0) + "'" + hint();
    }
    List<String> misplaced = parsed.matchedPositionalValue(0, List.<String>of());
    if (!misplaced.isEmpty()) {
      return misplaced(parsed, misplaced.get(0));
    }
    return arguments().isEmpty() ? "QEMU's arguments are missing; put them after --" : "";
  }

  private String misplaced(ParseResult parsed, String word) {
    String name = parsed.commandSpec().qualifiedName();
    String refusal =
        CommandLine.behindAnotherProgram(words.subList(words.indexOf(word), words.size()));
    return refusal.isEmpty() ? "'" + word + "' is not an option of " + name + HINT : refusal;
  }
}
