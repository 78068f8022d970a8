// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.QemuOption;
import java.util.List;

/** Names that no option of a line has. */
final class FreshIds {

  private FreshIds() {}

  /**
   * A name of a series that begins no id of any option: {@code qrap0}.
   *
   * @param used how many such names are used already
   */
  static String of(List<QemuOption> line, String prefix, int used) {
    int number = 0;
    int left = used;
    while (left > 0 || begins(line, prefix + number)) {
      left -= begins(line, prefix + number) ? 0 : 1;
      number++;
    }
    return prefix + number;
  }

  /** The first id of a series that no option of a group has, and none that was added to it. */
  static String inGroup(List<QemuOption> line, List<String> added, String group, String prefix) {
    int number = 0;
    while (added.contains(prefix + number) || isTaken(line, group, prefix + number)) {
      number++;
    }
    return prefix + number;
  }

  private static boolean begins(List<QemuOption> line, String start) {
    for (QemuOption option : line) {
      if (option.get("id").startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTaken(List<QemuOption> line, String group, String id) {
    for (QemuOption option : line) {
      boolean ofGroup = option.name().equals(group) || option.name().equals("nic");
      if (ofGroup && option.get("id").equals(id)) {
        return true;
      }
    }
    return false;
  }
}
