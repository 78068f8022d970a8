// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.QemuOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that no option of a line has. */
final class FreshIds {

  private FreshIds() {}

  /**
   * A name of a series that begins no id of any option: {@code qrap0}.
   *
   * @param used how many such names are used already
   */
  static String of(List<QemuOption> line, String prefix, int used) {
    Set<String> taken = new HashSet<>();
    for (QemuOption option : line) {
      addBeginnings(option.get("id"), prefix, line.size(), taken);
    }
    for (int i = 0; i < used; i++) {
      taken.add(first(taken, prefix));
    }
    return first(taken, prefix);
  }

  /**
   * Adds the names of a series that begin an id: of {@code qrap12-x}, {@code qrap1} and {@code
   * qrap12}.
   *
   * @param count how many options there are: together they do not take all numbers up to ten times
   *     as many, so that a higher one is never needed
   */
  private static void addBeginnings(String id, String prefix, int count, Set<String> taken) {
    int number = 0;
    for (int end = prefix.length(); id.startsWith(prefix) && end < id.length(); end++) {
      int digit = id.charAt(end) - '0';
      boolean leadingZero = number == 0 && end > prefix.length();
      if (digit < 0 || digit > 9 || leadingZero || number > count) {
        return;
      }
      number = number * 10 + digit;
      taken.add(id.substring(0, end + 1));
    }
  }

  /** The first id of a series that no option of a group has, and none that was added to it. */
  static String inGroup(List<QemuOption> line, List<String> added, String group, String prefix) {
    Set<String> taken = new HashSet<>(added);
    for (QemuOption option : line) {
      if (option.name().equals(group) || option.name().equals("nic")) {
        String id = option.get("id");
        if (id.startsWith(prefix)) {
          taken.add(id);
        }
      }
    }
    return first(taken, prefix);
  }

  private static String first(Set<String> taken, String prefix) {
    int number = 0;
    while (taken.contains(prefix + number)) {
      number++;
    }
    return prefix + number;
  }
}
