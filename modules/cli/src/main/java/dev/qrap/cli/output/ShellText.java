// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import dev.qrap.core.plan.Argument;
import java.util.List;

/** Writes words for a POSIX shell. */
public final class ShellText {

  /** Ends a document: a line that no file for QEMU has. */
  public static final String END = "END_OF_THE_FILE_FOR_QEMU";

  private static final String PLAIN = "%+,-./:=@_";

  private ShellText() {}

  /** A word that a shell reads as these bytes. */
  public static String quote(String word) {
    return isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A word in which a placeholder is a variable of the shell. */
  public static String quote(Argument argument) {
    return switch (argument.placeholder()) {
      case NONE -> quote(argument.before());
      case DESCRIPTOR -> around(argument, "\"$" + variable("QRAP_FD", argument) + "\"");
      case BARE_PATH -> around(argument, "\"$" + socket(argument) + "\"");
      case PLAIN_PATH -> around(argument, escaped(argument, "s/,/,,/g"));
      case JSON_PATH -> around(argument, escaped(argument, "s/[\\\"]/\\\\&/g"));
    };
  }

  /**
   * A text for {@code <<} {@link #END}, in which placeholders are variables of the shell.
   *
   * @param pieces the text; a path in it is one without quotes around it
   * @return its lines and the line that ends it
   */
  public static String document(List<Argument> pieces) {
    StringBuilder text = new StringBuilder();
    for (Argument piece : pieces) {
      text.append(literal(piece.before()));
      switch (piece.placeholder()) {
        case DESCRIPTOR -> text.append('$').append(variable("QRAP_FD", piece));
        case BARE_PATH, PLAIN_PATH, JSON_PATH -> text.append('$').append(socket(piece));
        case NONE -> {}
      }
      text.append(literal(piece.after()));
    }
    boolean isWhole = text.length() == 0 || text.charAt(text.length() - 1) == '\n';
    return text.append(isWhole ? "" : "\n").append(END).append('\n').toString();
  }

  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("`", "\\`");
  }

  /** The path of the socket as QEMU's notation wants it. */
  private static String escaped(Argument argument, String bySed) {
    return "\"$(printf %s \"$" + socket(argument) + "\" | sed '" + bySed + "')\"";
  }

  private static String socket(Argument argument) {
    return variable("QRAP_SOCKET", argument);
  }

  /** The first connection has the plain name; the second one a 2 behind it. */
  private static String variable(String name, Argument argument) {
    return argument.connection() == 0 ? name : name + (argument.connection() + 1);
  }

  private static String around(Argument argument, String variable) {
    String after = argument.after().isEmpty() ? "" : quote(argument.after());
    return quote(argument.before()) + variable + after;
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && PLAIN.indexOf(c) < 0) {
        return false;
      }
    }
    return !word.isEmpty();
  }
}
