// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which options QEMU's {@code -help} names, and whether it shows a value behind them. */
final class OptionHelp {

  /** What an option does is said from this column on, or two spaces behind a long name. */
  private static final int DESCRIPTION = 16;

  /** {@code -fda/-fdb}, {@code -h or -help}; other lines are indented, or headings. */
  private static final Pattern NAMES =
      Pattern.compile("^--?([A-Za-z][\\w-]*)(?:(?:/| or )-([A-Za-z][\\w-]*))?");

  /** QEMU 11 on {@code -M}: {@code as -machine}, an option that it has described before. */
  private static final Pattern SAME_AS = Pattern.compile("^\\s+as -([\\w-]+)$");

  /** A value goes on in a line of its own with a key. */
  private static final Pattern MORE_KEYS = Pattern.compile("^\\s+\\[?,?[\\w.-]+=");

  private static final Pattern KEY = Pattern.compile("[\\s,\\[|(]([A-Za-z][\\w.-]*)=");

  private OptionHelp() {}

  /**
   * Reads a help.
   *
   * @return of every option, without dashes, whether it takes a value
   */
  static SortedMap<String, Boolean> read(String help) {
    SortedMap<String, Boolean> options = new TreeMap<>();
    for (String line : help.lines().toList()) {
      Matcher names = NAMES.matcher(line);
      if (names.find()) {
        Matcher same = SAME_AS.matcher(line.substring(names.end()));
        boolean valued = same.find() ? options.get(same.group(1)) : hasValue(line, names.end());
        options.put(names.group(1), valued);
        if (names.group(2) != null) {
          options.put(names.group(2), valued);
        }
      }
    }
    return options;
  }

  /**
   * The keys that a help shows in the values of its options.
   *
   * @return by option, without dashes; only those that have keys
   */
  static SortedMap<String, SortedSet<String>> keys(String help) {
    SortedMap<String, SortedSet<String>> keys = new TreeMap<>();
    List<String> options = List.of();
    for (String line : help.lines().toList()) {
      Matcher names = NAMES.matcher(line);
      boolean option = names.find();
      if (option) {
        options =
            names.group(2) == null
                ? List.of(names.group(1))
                : List.of(names.group(1), names.group(2));
      }
      if (option || MORE_KEYS.matcher(line).find()) {
        Matcher key = KEY.matcher(line);
        while (key.find()) {
          for (String name : options) {
            keys.computeIfAbsent(name, any -> new TreeSet<>()).add(key.group(1));
          }
        }
      }
    }
    return keys;
  }

  private static boolean hasValue(String line, int end) {
    String rest = line.substring(end);
    return end < DESCRIPTION
        ? !rest.substring(0, Math.min(rest.length(), DESCRIPTION - end)).isBlank()
        : !rest.isBlank() && !rest.startsWith("  ");
  }

  /** The Java that OptionTable has of these options. */
  static String lists(SortedMap<String, Boolean> options) {
    return list("LEARNED_FLAGS", options, false) + "\n" + list("LEARNED_VALUED", options, true);
  }

  private static String list(String name, SortedMap<String, Boolean> options, boolean valued) {
    List<String> names = new ArrayList<>();
    options.forEach(
        (option, hasValue) -> {
          if (hasValue == valued) {
            names.add("          \"" + option + "\"");
          }
        });
    return "  private static final Set<String> "
        + name
        + " =\n      Set.of(\n"
        + String.join(",\n", names)
        + ");\n";
  }
}
