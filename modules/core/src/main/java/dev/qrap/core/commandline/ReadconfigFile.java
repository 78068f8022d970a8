// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.List;

/**
 * A file for {@code -readconfig}: sections {@code [device "net0"]}, in them {@code key = "value"},
 * and {@code #} for a comment at the beginning of a line. There are no escapes (QEMU documentation,
 * "-readconfig"; seen on QEMU 7.2, which refuses any other line).
 */
final class ReadconfigFile {

  private ReadconfigFile() {}

  /**
   * The options that the file stands for.
   *
   * @param content the file's bytes
   * @param index the place of its {@code -readconfig}
   * @return an option a section; what is no section and no key is left to QEMU to refuse
   */
  static List<QemuOption> parse(String content, int index) {
    List<QemuOption> options = new ArrayList<>();
    String group = "";
    List<Property> properties = new ArrayList<>();
    int start = 0;
    while (start < content.length()) {
      int newline = content.indexOf('\n', start);
      int end = newline < 0 ? content.length() : newline;
      String line = content.substring(start, end);
      start = end + 1;
      if (line.startsWith("[")) {
        add(options, index, group, properties);
        properties.clear();
        group = title(line, properties);
      } else if (!line.startsWith("#")) {
        key(line, properties);
      }
    }
    add(options, index, group, properties);
    return options;
  }

  private static void add(
      List<QemuOption> options, int index, String group, List<Property> properties) {
    if (!group.isEmpty()) {
      options.add(new QemuOption(index, group, "", Notation.FILE, properties));
    }
  }

  /** Reads {@code [group]} or {@code [group "id"]}; returns the group. */
  private static String title(String line, List<Property> properties) {
    int close = line.indexOf(']');
    int quote = line.indexOf('"');
    int endOfId = quote < 0 ? -1 : line.indexOf('"', quote + 1);
    if (endOfId < 0) {
      return close < 0 ? "" : line.substring(1, close).trim();
    }
    properties.add(Property.text("id", line.substring(quote + 1, endOfId)));
    return line.substring(1, quote).trim();
  }

  private static void key(String line, List<Property> properties) {
    int equals = line.indexOf('=');
    int quote = line.indexOf('"', equals);
    int end = quote < 0 ? -1 : line.indexOf('"', quote + 1);
    if (equals > 0 && end > 0) {
      properties.add(
          Property.text(line.substring(0, equals).trim(), line.substring(quote + 1, end)));
    }
  }
}
