// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import java.util.ArrayList;
import java.util.List;

/**
 * The texts of a JSON list such as {@code [{"str":"tcp::2222-:22"}]}, which is how {@code hostfwd},
 * {@code dnssearch} and {@code guestfwd} are written in JSON (QEMU documentation, "Network
 * options"; the type {@code StringList} of QEMU's QAPI). Core has read the whole value before, so
 * the JSON is well-formed.
 */
final class JsonTexts {

  private static final String KEY = "str";

  private JsonTexts() {}

  /** The strings in a value that are no keys; those with an escape are left as they are written. */
  static List<String> in(String json) {
    List<String> texts = new ArrayList<>();
    int position = 0;
    while (position < json.length()) {
      char quote = json.charAt(position);
      if (quote != '"' && quote != '\'') {
        position++;
        continue;
      }
      int end = endOfString(json, position + 1, quote);
      String text = json.substring(position + 1, end);
      position = end + 1;
      if (!text.equals(KEY) || !isKey(json, position)) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static int endOfString(String json, int from, char quote) {
    int end = from;
    while (end < json.length() && json.charAt(end) != quote) {
      end += json.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, json.length());
  }

  private static boolean isKey(String json, int from) {
    int next = from;
    while (next < json.length() && json.charAt(next) <= ' ') {
      next++;
    }
    return next < json.length() && json.charAt(next) == ':';
  }
}
