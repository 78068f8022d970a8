// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file for {@code -readconfig}: sections {@code [device "net0"]}, in them {@code key = "value"},
 * and {@code #} for a comment at the beginning of a line. There are no escapes (QEMU documentation,
 * "-readconfig"; seen on QEMU 7.2, which refuses any other line). If a section repeats a key, only
 * the last value counts, also for a key that an option on the line may repeat, such as {@code
 * hostfwd} (seen on QEMU 7.2 and 11.1).
 *
 * @param index the place of its {@code -readconfig} in the line
 * @param lines its lines, byte strings; each but the last ends with its line feed
 */
public record ReadconfigFile(int index, List<String> lines) {

  /** Makes the list immutable. */
  public ReadconfigFile {
    lines = List.copyOf(lines);
  }

  /** Takes a file's bytes apart. */
  static ReadconfigFile of(int index, String content) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < content.length()) {
      int newline = content.indexOf('\n', start);
      int end = newline < 0 ? content.length() : newline + 1;
      lines.add(content.substring(start, end));
      start = end;
    }
    return new ReadconfigFile(index, lines);
  }

  /**
   * The options that the file stands for.
   *
   * @return an option a section; what is no section and no key is left to QEMU to refuse
   */
  List<QemuOption> options() {
    List<QemuOption> options = new ArrayList<>();
    String group = "";
    Map<String, Property> properties = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith("[")) {
        add(options, group, properties);
        properties.clear();
        group = group(line);
        addId(line, properties);
      } else {
        addValue(line, properties);
      }
    }
    add(options, group, properties);
    return options;
  }

  private void add(List<QemuOption> options, String group, Map<String, Property> properties) {
    if (!group.isEmpty()) {
      List<Property> inOrder = new ArrayList<>(properties.values());
      options.add(new QemuOption(index, group, "", Notation.FILE, inOrder));
    }
  }

  /**
   * Where the sections begin.
   *
   * @return the numbers of their first lines, from 0: as many as there are {@link #options}
   */
  public List<Integer> titles() {
    List<Integer> titles = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("[") && !group(lines.get(i)).isEmpty()) {
        titles.add(i);
      }
    }
    return titles;
  }

  /** The group of {@code [group]} or {@code [group "id"]}; empty if the line is neither. */
  private static String group(String line) {
    int close = line.indexOf(']');
    int quote = line.indexOf('"');
    if (endOfValue(line, quote) >= 0) {
      return line.substring(1, quote).trim();
    }
    return close < 0 ? "" : line.substring(1, close).trim();
  }

  private static void addId(String line, Map<String, Property> properties) {
    int quote = line.indexOf('"');
    int end = endOfValue(line, quote);
    if (end >= 0) {
      properties.put("id", Property.text("id", line.substring(quote + 1, end)));
    }
  }

  private static void addValue(String line, Map<String, Property> properties) {
    String key = key(line);
    if (!key.isEmpty()) {
      int quote = line.indexOf('"', line.indexOf('='));
      String value = line.substring(quote + 1, endOfValue(line, quote));
      properties.put(key, Property.text(key, value)); // in the place of an earlier one
    }
  }

  /**
   * The key of a line.
   *
   * @param line a line of a file
   * @return its key; empty if it is a title, a comment or nothing that can be read
   */
  public static String key(String line) {
    int equals = line.indexOf('=');
    boolean other = line.startsWith("[") || line.startsWith("#") || equals <= 0;
    return other || endOfValue(line, line.indexOf('"', equals)) < 0
        ? ""
        : line.substring(0, equals).trim();
  }

  /** Where the value ends that begins with this quote; negative if it does not. */
  private static int endOfValue(String line, int quote) {
    return quote < 0 ? -1 : line.indexOf('"', quote + 1);
  }
}
