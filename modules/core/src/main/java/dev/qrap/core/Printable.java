// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core;

/**
 * Text of others as messages may have it. Paths, arguments and the words of programs and plugins
 * come from anybody: none of them may control a terminal, or look like a line of qrap's own.
 */
public final class Printable {

  private static final int DELETE = 0x7f;
  private static final int END_OF_C1 = 0x9f;

  private Printable() {}

  /**
   * A line.
   *
   * @param text a byte string
   * @return the same with the bytes of every control character as {@code \x1b}: those below a
   *     space, {@code DEL}, and the range C1, as a byte and in UTF-8. So are the characters of
   *     Unicode that end a line or change the direction of what follows
   */
  public static String line(String text) {
    StringBuilder printable = null;
    int i = asciiLength(text);
    while (i < text.length()) {
      int length = characterLength(text, i);
      boolean escaped = isControl(text, i, length);
      if (escaped && printable == null) {
        printable = new StringBuilder(text.length() + 8).append(text, 0, i);
      }
      for (int end = i + length; i < end; i++) {
        if (escaped) {
          printable.append("\\x").append(Character.forDigit(text.charAt(i) >> 4 & 15, 16));
          printable.append(Character.forDigit(text.charAt(i) & 15, 16));
        } else if (printable != null) {
          printable.append(text.charAt(i));
        }
      }
    }
    return printable == null ? text : printable.toString();
  }

  /** How many chars at the beginning are plain ASCII, as nearly all are. */
  private static int asciiLength(String text) {
    int length = 0;
    while (length < text.length() && text.charAt(length) >= ' ' && text.charAt(length) < DELETE) {
      length++;
    }
    return length;
  }

  /** How many bytes the character of UTF-8 has that begins there; 1 if none does. */
  private static int characterLength(String text, int start) {
    char first = text.charAt(start);
    int length = 1;
    if (first >= 0xc2 && first <= 0xdf) {
      length = 2;
    } else if (first >= 0xe0 && first <= 0xef) {
      length = 3;
    } else if (first >= 0xf0 && first <= 0xf4) {
      length = 4;
    }
    for (int i = start + 1; i < start + length; i++) {
      if (i >= text.length() || (text.charAt(i) & ~0x3f) != 0x80) {
        return 1;
      }
    }
    return length;
  }

  private static boolean isControl(String text, int start, int length) {
    char first = text.charAt(start);
    if (length == 1) {
      return first < ' ' || (first >= DELETE && first <= END_OF_C1);
    }
    char second = text.charAt(start + 1);
    if (length == 2) {
      return first == 0xc2 && second <= END_OF_C1;
    }
    char third = text.charAt(start + 2);
    // U+2028 to U+202E, and U+2066 to U+2069.
    return length == 3
        && first == 0xe2
        && (second == 0x80 ? third >= 0xa8 && third <= 0xae : second == 0x81 && isIsolate(third));
  }

  private static boolean isIsolate(char third) {
    return third >= 0xa6 && third <= 0xa9;
  }
}
