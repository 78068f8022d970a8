// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import java.util.List;

/** An option of passt(1), or the value of one. */
record PasstOption() implements ValueType<String> {

  /** Where passt listens, and whether it goes into the background: passt(1). */
  private static final List<String> GIVEN_BY_QRAP =
      List.of(
          "-F",
          "--fd",
          "-s",
          "--socket",
          "-f",
          "--foreground",
          "-1",
          "--one-off",
          "--vhost-user",
          "-h",
          "--help",
          "--version");

  /** Two dashes and a letter; whatever is shorter is ambiguous to passt. */
  private static final int SHORTEST_PART = 3;

  @Override
  public String label() {
    return "OPTION";
  }

  @Override
  public String parse(String text) {
    int equals = text.indexOf('=');
    if (isGivenByQrap(equals < 0 ? text : text.substring(0, equals))) {
      throw new IllegalArgumentException(
          "qrap starts passt and gives it this option itself: '" + text + "'");
    }
    return text;
  }

  /** Long options may be shortened, getopt_long(3). */
  private static boolean isGivenByQrap(String option) {
    for (String given : GIVEN_BY_QRAP) {
      if (given.equals(option) || (option.length() > SHORTEST_PART && given.startsWith(option))) {
        return true;
      }
    }
    return false;
  }
}
