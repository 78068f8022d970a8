// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.cli.doctor.Finding.Verdict;
import dev.qrap.cli.output.JsonWriter;
import dev.qrap.cli.output.StandardError;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code qrap doctor} prints.
 *
 * @param findings in their order
 */
public record FindingList(List<Finding> findings) {

  private static final int CHECK_WIDTH = 15;
  private static final String INDENT = " ".repeat("PASS  ".length() + CHECK_WIDTH);

  /** Whether a launch is impossible. */
  public boolean hasFailure() {
    for (Finding finding : findings) {
      if (finding.verdict() == Verdict.FAIL) {
        return true;
      }
    }
    return false;
  }

  /** The same list without what is as it should be. */
  public FindingList withoutPassed() {
    List<Finding> rest = new ArrayList<>(findings);
    rest.removeIf(finding -> finding.verdict() == Verdict.PASS);
    return new FindingList(rest);
  }

  /** A line each, and one with the advice. Control characters are escaped: paths may hold some. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      String check = finding.check() + " ".repeat(CHECK_WIDTH - finding.check().length());
      text.append(finding.verdict()).append("  ").append(check);
      text.append(indented(finding.text())).append('\n');
      if (!finding.advice().isEmpty()) {
        text.append(INDENT).append("-> ").append(indented(finding.advice())).append('\n');
      }
    }
    return text.toString();
  }

  /** Some errors have several lines. */
  private static String indented(String text) {
    return StandardError.printable(text).replace("\n", "\n" + INDENT);
  }

  /** All of them as JSON. */
  public String json() {
    JsonWriter json = new JsonWriter().open('[');
    for (Finding finding : findings) {
      json.item().open('{');
      json.key("check").string(finding.check());
      json.key("verdict").string(finding.verdict().name());
      json.key("text").string(finding.text());
      if (!finding.advice().isEmpty()) {
        json.key("advice").string(finding.advice());
      }
      json.close('}');
    }
    return json.close(']').toString();
  }
}
