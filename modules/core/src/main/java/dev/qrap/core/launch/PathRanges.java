// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes many paths in few words: neighbours that differ in a number alone, as the sockets of many
 * backends do, become a range {@code /tmp/net_1.socket .. /tmp/net_99.socket}.
 */
public final class PathRanges {

  private PathRanges() {}

  /**
   * Writes paths.
   *
   * @param paths byte strings
   * @return a path or a range each, in the same order
   */
  public static List<String> of(List<String> paths) {
    List<String> ranges = new ArrayList<>();
    int first = 0;
    for (int next = 1; next <= paths.size(); next++) {
      if (next == paths.size() || !areAlike(paths.get(next - 1), paths.get(next))) {
        ranges.add(range(paths.get(first), paths.get(next - 1)));
        first = next;
      }
    }
    return ranges;
  }

  /** A range; a single path if both are the same. */
  static String range(String first, String last) {
    return first.equals(last) ? first : first + " .. " + last;
  }

  /** Whether two paths differ in digits alone. */
  static boolean areAlike(String one, String other) {
    return withoutDigits(one).equals(withoutDigits(other));
  }

  private static String withoutDigits(String path) {
    StringBuilder rest = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < '0' || c > '9') {
        rest.append(c);
      }
    }
    return rest.toString();
  }
}
