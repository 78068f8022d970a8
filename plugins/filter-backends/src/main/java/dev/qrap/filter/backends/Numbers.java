// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

/** Numbers as C writes them. */
final class Numbers {

  /** What {@link #parse} returns for a text that is no number, or too large a one. */
  static final long NONE = -1;

  private static final long MOST = 0xffff_ffffL;

  private Numbers() {}

  /** Reads a number without a sign: decimal, octal after 0, hexadecimal after 0x. */
  static long parse(String text) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    boolean octal = !hexadecimal && text.length() > 1 && text.startsWith("0");
    int radix = hexadecimal ? 16 : octal ? 8 : 10;
    int start = hexadecimal ? 2 : 0;
    long number = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      number = number * radix + digit;
      if (digit < 0 || number > MOST) {
        return NONE;
      }
    }
    return start == text.length() ? NONE : number;
  }
}
