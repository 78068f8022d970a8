// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

/** What plugins say for people to read. */
final class Lines {

  private Lines() {}

  /** Whether a text is one line, and not a blank one. */
  static boolean isOne(String text) {
    return !text.isBlank() && text.lines().count() == 1;
  }
}
