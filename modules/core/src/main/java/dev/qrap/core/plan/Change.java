// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import java.util.List;

/**
 * A decision about the command line, for people: what was seen, what is done, and by which rule.
 *
 * @param kind what happens to the arguments
 * @param arguments the arguments; of an option with its value
 * @param replacement what takes their place; empty unless they are changed
 * @param reason why: one line without a full stop
 * @param rule whose decision it is: {@code keep}, {@code replace}, {@code machine q35}, ...
 */
public record Change(
    Kind kind, List<Argument> arguments, List<Argument> replacement, String reason, String rule) {

  /** The rule of a call that needs no network. */
  static final String PASS_THROUGH = "pass-through";

  /** What happens to arguments. */
  public enum Kind {
    /** They were on the line and are not any more. */
    REMOVED,
    /** They were not on the line. */
    ADDED,
    /** Others are in their place. */
    CHANGED,
    /** Nothing; the reason says why nothing happens. */
    NOTHING,
    /** Nothing, but a launch says the reason to the user. */
    REMARK
  }

  /** Makes the lists immutable. */
  public Change {
    arguments = List.copyOf(arguments);
    replacement = List.copyOf(replacement);
  }

  /** Nothing is done. */
  static Change nothing(String reason, String rule) {
    return new Change(Kind.NOTHING, List.of(), List.of(), reason, rule);
  }

  /**
   * The arguments in a line.
   *
   * @return them with a space between; a placeholder is shown as {@code <descriptor>} or {@code
   *     <socket>}
   */
  public String text() {
    return text(arguments);
  }

  /**
   * What takes their place, in a line.
   *
   * @return as {@link #text()}; empty unless they are changed
   */
  public String replacementText() {
    return text(replacement);
  }

  static String text(List<Argument> arguments) {
    StringBuilder text = new StringBuilder();
    for (Argument argument : arguments) {
      text.append(text.length() == 0 ? "" : " ").append(argument.display());
    }
    return text.toString();
  }
}
