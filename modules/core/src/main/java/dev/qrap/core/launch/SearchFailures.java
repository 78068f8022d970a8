// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import java.util.ArrayList;
import java.util.List;

/**
 * Why no candidate was the right one, in as few lines as possible: numbered candidates in a row
 * that failed alike share one.
 */
final class SearchFailures {

  private static final int MAX_LINES = 8;

  /** In the order of the attempts; what is said of them is only put together if it is needed. */
  private final List<String> paths = new ArrayList<>();

  /** By path, why it was not the right one. */
  private final List<String> reasons = new ArrayList<>();

  void add(String path, String failure) {
    paths.add(path);
    reasons.add(failure);
  }

  LaunchException noBackend() {
    return new LaunchException("no network backend answers:")
        .and(lines())
        .and(Launch.START_A_BACKEND);
  }

  LaunchException timedOut(String path) {
    return new LaunchException("no network backend answered in time; gave up at " + path + ":")
        .and(lines())
        .and("The setting timeout= (seconds) says how long to try");
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    int first = 0;
    for (int next = 1; next <= paths.size(); next++) {
      if (next < paths.size() && isAlike(next - 1, next)) {
        continue;
      }
      if (lines.size() == MAX_LINES - 1) {
        lines.add("  ... and others that failed in other ways (log=debug lists all)");
        break;
      }
      String range = PathRanges.range(paths.get(first), paths.get(next - 1));
      lines.add("  " + range + ": " + reasons.get(first));
      first = next;
    }
    return lines;
  }

  private boolean isAlike(int one, int other) {
    return reasons.get(one).equals(reasons.get(other))
        && PathRanges.areAlike(paths.get(one), paths.get(other));
  }
}
