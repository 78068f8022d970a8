// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

/** Byte strings as a terminal may get them: control characters are escaped. */
public final class Printable {

  private Printable() {}

  /**
   * Text that may have several lines.
   *
   * @param text a byte string
   * @return the same with every control character but line feeds as {@code \x1b}
   */
  public static String text(String text) {
    StringBuilder printable = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 0x20 && c != '\n') || c == 0x7f) {
        if (printable == null) {
          printable = new StringBuilder(text.length() + 8).append(text, 0, i);
        }
        printable.append("\\x").append(Character.forDigit(c >> 4, 16));
        printable.append(Character.forDigit(c & 15, 16));
      } else if (printable != null) {
        printable.append(c);
      }
    }
    return printable == null ? text : printable.toString();
  }

  /**
   * Text that must not have several lines.
   *
   * @param text a byte string
   * @return the same with every control character as {@code \x0a}
   */
  public static String line(String text) {
    return text(text).replace("\n", "\\x0a");
  }
}
