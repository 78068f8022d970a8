// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a process can tell of itself (src/test/c/dump.c). Its own process id stands as {@code own},
 * so that what two processes tell can be compared.
 *
 * @param pid its process id
 * @param facts values by name; {@link #ENVIRONMENT} has all variables in their order
 */
record Dump(long pid, Map<String, String> facts) {

  /** The fact that holds the environment, entries that each end with a NUL. */
  static final String ENVIRONMENT = "environment";

  /** The beginning of a fact of each ignored signal; its number follows. */
  static final String IGNORED = "ignored signal ";

  /** The same of each blocked one. */
  static final String BLOCKED = "blocked signal ";

  private static final String PID = "process id";

  /** Where a process id stands alone. */
  private static final Set<String> PROCESS_IDS =
      Set.of(
          PID,
          "process group",
          "process session",
          "process foreground",
          "status Tgid",
          "status Pid",
          "status NStgid",
          "status NSpid",
          "status NSpgid",
          "status NSsid");

  static Dump parse(String entries) {
    Map<String, String> facts = new TreeMap<>();
    StringBuilder environment = new StringBuilder();
    int start = 0;
    for (int end = entries.indexOf('\0'); end >= 0; end = entries.indexOf('\0', start)) {
      int equals = entries.indexOf('=', start);
      String name = entries.substring(start, equals);
      String value = entries.substring(equals + 1, end);
      if (name.startsWith("variable ")) {
        environment.append(value).append('\0');
      } else if (name.matches("status Sig(Ign|Blk)")) {
        BitSet signals = BitSet.valueOf(new long[] {Long.parseUnsignedLong(value, 16)});
        String what = name.endsWith("Ign") ? IGNORED : BLOCKED;
        signals.stream().forEach(bit -> facts.put(what + (bit + 1), "yes"));
      } else {
        facts.put(name, value);
      }
      start = end + 1;
    }
    facts.put(ENVIRONMENT, environment.toString());
    String pid = facts.get(PID);
    facts.replaceAll((name, value) -> withoutPid(name, value, pid));
    return new Dump(Long.parseLong(pid), facts);
  }

  private static String withoutPid(String name, String value, String pid) {
    if (PROCESS_IDS.contains(name)) {
      return value.equals(pid) ? "own" : value;
    }
    return name.matches("descriptor \\d+ info lock")
        ? value.replace(" " + pid + " ", " own ")
        : value;
  }

  /** Empty, if it is none. */
  String fact(String name) {
    return facts.getOrDefault(name, "");
  }

  /** The names of those facts in which this differs from another. */
  List<String> differing(Dump other) {
    Set<String> names = new TreeSet<>(facts.keySet());
    names.addAll(other.facts.keySet());
    List<String> differing = new ArrayList<>(names);
    differing.removeIf(name -> fact(name).equals(other.fact(name)));
    return differing;
  }
}
