// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

/** The user ids that exist in this user namespace: /proc/self/uid_map, user_namespaces(7). */
final class UserMap {

  private UserMap() {}

  /** Whether a map of lines "first-inside first-outside count" has a user id. */
  static boolean contains(String map, long user) {
    int start = 0;
    while (start < map.length()) {
      int end = map.indexOf('\n', start);
      end = end < 0 ? map.length() : end;
      long[] numbers = numbers(map, start, end);
      if (user >= numbers[0] && user - numbers[0] < numbers[2]) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  private static long[] numbers(String text, int start, int end) {
    long[] numbers = new long[3];
    int index = -1;
    boolean inNumber = false;
    for (int i = start; i < end; i++) {
      boolean digit = text.charAt(i) >= '0' && text.charAt(i) <= '9';
      if (digit && !inNumber) {
        index++;
      }
      if (digit) {
        numbers[index] = numbers[index] * 10 + (text.charAt(i) - '0');
      }
      inNumber = digit;
    }
    return numbers;
  }
}
