// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.CommandName;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where QEMU's arguments begin on the line of a command that takes them: after the first {@code
 * --}. It ends the command's options even where one of them lacks its value, so that what follows
 * never depends on what stands before. A socket of that name is {@code ./--}.
 */
final class QemuArguments {

  private static final String SEPARATOR = "--";
  private static final String HINT = "; put -- before QEMU's arguments";

  private QemuArguments() {}

  /** What stands before them, for picocli: all of the line where a command takes none. */
  static List<String> before(List<String> arguments) {
    int separator = takesThem(arguments.get(0)) ? arguments.indexOf(SEPARATOR) : -1;
    return separator < 0 ? arguments : arguments.subList(0, separator);
  }

  /** They themselves; empty where there are none. */
  static List<String> of(List<String> arguments) {
    int separator = arguments.indexOf(SEPARATOR);
    return separator < 0 ? List.of() : arguments.subList(separator + 1, arguments.size());
  }

  /** What may help where picocli does not understand the line of a command. */
  static String hint(List<String> arguments) {
    return takesThem(arguments.get(0)) && !arguments.contains(SEPARATOR) ? HINT : "";
  }

  private static boolean takesThem(String word) {
    for (CommandName command : CommandName.values()) {
      if (command.takesQemuArguments() && command.words().equals(word)) {
        return true;
      }
    }
    return false;
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
            .description("What you would write after qrap.")
            .build());
  }

  /**
   * Why the line of a command that takes them cannot be carried out; empty if it can.
   *
   * @param arguments all arguments, the command's word first
   */
  static String refusal(ParseResult parsed, List<String> arguments) {
    List<String> unknown = parsed.unmatched();
    if (!unknown.isEmpty()) {
      return "Unknown option: '" + unknown.get(0) + "'" + hint(arguments);
    }
    String command = parsed.commandSpec().name();
    List<String> misplaced = parsed.matchedPositionalValue(0, List.<String>of());
    if (!misplaced.isEmpty()) {
      return "'" + misplaced.get(0) + "' is not an option of qrap " + command + HINT;
    }
    return of(arguments).isEmpty() ? "QEMU's arguments are missing; put them after --" : "";
  }
}
