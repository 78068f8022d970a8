// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.LaunchException;
import dev.qrap.core.Printable;

/**
 * What a check found. Text and advice are byte strings.
 *
 * @param check the check's name: {@code qemu}
 * @param verdict what it means for a launch
 * @param text what was found; lines of its own make rows of their own
 * @param advice what to do about it; empty where there is nothing to do
 */
public record Finding(String check, Verdict verdict, String text, String advice) {

  /** What a finding means for a launch. */
  public enum Verdict {
    /** As it should be. */
    PASS,
    /** A launch becomes slower by it, or may surprise. */
    WARN,
    /** A launch is impossible. */
    FAIL
  }

  static Finding pass(String check, String text) {
    return of(check, Verdict.PASS, text, "");
  }

  static Finding warn(String check, String text, String advice) {
    return of(check, Verdict.WARN, text, advice);
  }

  static Finding fail(String check, String text, String advice) {
    return of(check, Verdict.FAIL, text, advice);
  }

  /** A finding of one line, whatever is in it. */
  static Finding of(String check, Verdict verdict, String text, String advice) {
    return new Finding(check, verdict, Printable.line(text), Printable.line(advice));
  }

  /** What an exception says, line by line. */
  static Finding of(String check, Verdict verdict, LaunchException failure, String advice) {
    return new Finding(check, verdict, failure.getMessage(), advice);
  }

  static Finding fail(String check, LaunchException failure, String advice) {
    return of(check, Verdict.FAIL, failure, advice);
  }
}
