// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import java.util.List;

/**
 * What a plan does to the command line, for people.
 *
 * @param kind what happens to the arguments
 * @param arguments the arguments; of a removed option with its value
 * @param reason why: one line without a full stop
 */
public record Change(Kind kind, List<Argument> arguments, String reason) {

  /** What happens to arguments. */
  public enum Kind {
    /** They were on the line and are not any more. */
    REMOVED,
    /** They were not on the line. */
    ADDED,
    /** Nothing; the reason says why nothing happens. */
    NOTHING
  }

  /** Makes the list immutable. */
  public Change {
    arguments = List.copyOf(arguments);
  }

  /**
   * The arguments in a line.
   *
   * @return them with a space between; a hole is shown as {@code <descriptor>} or {@code <socket>}
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Argument argument : arguments) {
      text.append(text.length() == 0 ? "" : " ").append(argument.display());
    }
    return text.toString();
  }
}
