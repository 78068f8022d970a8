// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import dev.qrap.core.plan.Argument;

/** Writes words for a POSIX shell. */
public final class ShellText {

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
      case DESCRIPTOR -> around(argument, "\"$QRAP_FD\"");
      case BARE_PATH -> around(argument, "\"$QRAP_SOCKET\"");
      case PLAIN_PATH -> around(argument, escaped("s/,/,,/g"));
      case JSON_PATH -> around(argument, escaped("s/[\\\"]/\\\\&/g"));
    };
  }

  /** The path of the socket as QEMU's notation wants it. */
  private static String escaped(String bySed) {
    return "\"$(printf %s \"$QRAP_SOCKET\" | sed '" + bySed + "')\"";
  }

  private static String around(Argument argument, String variable) {
    return quote(argument.before()) + variable + quote(argument.after());
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
