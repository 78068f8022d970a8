// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.cli.doctor.Finding.Verdict;
import dev.qrap.cli.output.JsonWriter;
import dev.qrap.cli.output.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code qrap doctor} prints.
 *
 * @param findings in their order
 */
public record FindingList(List<Finding> findings) {

  /** So that columns begin at the same place, whatever is left out. */
  private static final int VERDICT_WIDTH = "PASS".length();

  private static final int CHECK_WIDTH = "configuration".length();

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

  /** A row each, and one with the advice. */
  public String text() {
    Table table = new Table(VERDICT_WIDTH, CHECK_WIDTH);
    for (Finding finding : findings) {
      addLines(table, finding.verdict().name(), finding.check(), finding.text());
      if (!finding.advice().isEmpty()) {
        addLines(table, "", "", "-> " + finding.advice());
      }
    }
    return table.text();
  }

  /** Some errors have several lines, each of which becomes a row. */
  private static void addLines(Table table, String verdict, String check, String text) {
    String[] lines = text.split("\n", -1);
    table.row(verdict, check, lines[0]);
    for (int i = 1; i < lines.length; i++) {
      table.row("", "", lines[i]);
    }
  }

  /** All of them as JSON. */
  public String json() {
    JsonWriter json = new JsonWriter().array();
    for (Finding finding : findings) {
      json.object();
      json.key("check").string(finding.check());
      json.key("verdict").string(finding.verdict().name());
      json.key("text").string(finding.text());
      if (!finding.advice().isEmpty()) {
        json.key("advice").string(finding.advice());
      }
      json.endObject();
    }
    return json.endArray().text();
  }
}
