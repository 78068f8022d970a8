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

  private final List<String> lines = new ArrayList<>();
  private int lineCount;
  private String first = "";
  private String last = "";
  private String reason = "";

  void add(String path, String failure) {
    if (!failure.equals(reason) || !PathRanges.areAlike(last, path)) {
      endLine();
      first = path;
      reason = failure;
    }
    last = path;
  }

  LaunchException noBackend() {
    endLine();
    return new LaunchException("no network backend answers:")
        .and(lines)
        .and(Launch.START_A_BACKEND);
  }

  LaunchException timedOut(String path) {
    endLine();
    return new LaunchException("no network backend answered in time; gave up at " + path + ":")
        .and(lines)
        .and("The setting timeout= (seconds) says how long to try");
  }

  private void endLine() {
    if (first.isEmpty()) {
      return;
    }
    lineCount++;
    if (lineCount < MAX_LINES) {
      lines.add("  " + PathRanges.range(first, last) + ": " + reason);
    } else if (lineCount == MAX_LINES) {
      lines.add("  ... and others that failed in other ways (log=debug lists all)");
    }
    first = "";
  }
}
