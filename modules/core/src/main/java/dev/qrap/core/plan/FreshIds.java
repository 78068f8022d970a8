// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.QemuOption;
import java.util.List;

/** Names that no option of a line has. */
final class FreshIds {

  private FreshIds() {}

  /** The first name of a series that begins no id of any option: {@code qrap0}. */
  static String of(List<QemuOption> line, String prefix) {
    int number = 0;
    while (begins(line, prefix + number)) {
      number++;
    }
    return prefix + number;
  }

  /** The first id of a series that no option of a group has. */
  static String inGroup(List<QemuOption> line, String group, String prefix) {
    int number = 0;
    while (isTaken(line, group, prefix + number)) {
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
