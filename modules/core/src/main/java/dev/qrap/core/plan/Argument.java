// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.commandline.JsonText;
import dev.qrap.core.commandline.PlainText;

/**
 * An argument of the program that will run. It may have a placeholder, which the launch fills with
 * a connection.
 *
 * @param before the text, or what stands before the placeholder
 * @param placeholder what goes into the placeholder
 * @param connection which of the plan's connections it is, from 0; 0 without a placeholder
 * @param after what stands after the placeholder; empty without one
 */
public record Argument(String before, Placeholder placeholder, int connection, String after) {

  /** What goes into an argument when it is known. */
  public enum Placeholder {
    /** Nothing: the argument is complete. */
    NONE,
    /** The number of the connected descriptor. */
    DESCRIPTOR,
    /** The path of the socket, in plain notation. */
    PLAIN_PATH,
    /** The path of the socket, in JSON. */
    JSON_PATH,
    /** The path of the socket as it is, for {@code -set}. */
    BARE_PATH
  }

  /** Stands for the placeholder while an argument is written: a char that is no byte. */
  static final char MARK = '\uffff';

  /**
   * A complete argument.
   *
   * @param text its text, a byte string
   * @return the argument
   */
  public static Argument of(String text) {
    return new Argument(text, Placeholder.NONE, 0, "");
  }

  /** An argument in whose text {@link #MARK} stands for a placeholder. */
  static Argument withPlaceholder(String text, Placeholder placeholder, int connection) {
    int mark = text.indexOf(MARK);
    return new Argument(text.substring(0, mark), placeholder, connection, text.substring(mark + 1));
  }

  /** Lines of a file in one, for people. */
  Argument inOneLine() {
    return new Argument(joined(before), placeholder, connection, joined(after));
  }

  private static String joined(String lines) {
    return lines.replace("\n  ", " ").strip();
  }

  /** The same with another text at its beginning. */
  Argument withBefore(String text) {
    return new Argument(text, placeholder, connection, after);
  }

  /**
   * The complete text.
   *
   * @param descriptor the number of the connected descriptor
   * @param path the path of the socket
   * @return a byte string
   */
  public String fill(int descriptor, String path) {
    return switch (placeholder) {
      case NONE -> before;
      case DESCRIPTOR -> before + descriptor + after;
      case BARE_PATH -> before + path + after;
      case PLAIN_PATH -> before + PlainText.escape(path) + after;
      case JSON_PATH -> {
        String quoted = JsonText.string(path);
        yield before + quoted.substring(1, quoted.length() - 1) + after;
      }
    };
  }

  /**
   * The text for people.
   *
   * @return a byte string in which a placeholder is shown as {@code <descriptor>} or {@code
   *     <socket>}
   */
  public String display() {
    return switch (placeholder) {
      case NONE -> before;
      case DESCRIPTOR -> before + "<descriptor>" + after;
      case PLAIN_PATH, JSON_PATH, BARE_PATH -> before + "<socket>" + after;
    };
  }
}
