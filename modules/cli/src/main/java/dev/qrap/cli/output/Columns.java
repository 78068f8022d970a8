// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import java.util.List;

/** A table as a terminal shows it. */
public final class Columns {

  private static final int GAP = 2;

  private Columns() {}

  /**
   * Writes it.
   *
   * @param rows of equal length, the header among them
   * @return a line each, in which the columns begin at the same place
   */
  public static String of(List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column));
        line.append(" ".repeat(width(rows, column) - row.get(column).length() + GAP));
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    int width = 0;
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
