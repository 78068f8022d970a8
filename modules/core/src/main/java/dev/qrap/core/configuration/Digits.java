// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/** Reads numbers of decimal digits alone, without a sign. */
final class Digits {

  /** Enough for every number that a setting may have, and far below the end of a long. */
  private static final int MAX_DIGITS = 12;

  /** In place of a number, if the text is none. */
  static final long NONE = -1;

  private Digits() {}

  /** The number of at most twelve decimal digits; {@link #NONE} for any other text. */
  static long value(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return NONE;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return NONE;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
