// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import dev.qrap.core.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as a terminal shows it. Control characters in its cells are escaped: paths, programs and
 * messages may be a stranger's, and no cell may make a line of its own.
 */
public final class Table {

  private static final int GAP = 2;

  /** How wide each column is at least. */
  private final List<Integer> widths = new ArrayList<>();

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Begins one.
   *
   * @param widths how wide the first columns are at least
   */
  public Table(int... widths) {
    for (int width : widths) {
      this.widths.add(width);
    }
  }

  /**
   * Adds a row.
   *
   * @param cells byte strings; empty ones leave their place free
   * @return this table
   */
  public Table row(String... cells) {
    List<String> row = new ArrayList<>();
    for (int column = 0; column < cells.length; column++) {
      String cell = Printable.line(cells[column]);
      row.add(cell);
      if (column == widths.size()) {
        widths.add(0);
      }
      widths.set(column, Math.max(widths.get(column), cell.length()));
    }
    rows.add(row);
    return this;
  }

  /**
   * Writes it.
   *
   * @return a line for each row, in which the columns begin at the same place
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      int gap = 0;
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        if (!cell.isEmpty()) {
          text.append(" ".repeat(gap)).append(cell);
          gap = -cell.length();
        }
        gap += widths.get(column) + GAP;
      }
      text.append('\n');
    }
    return text.toString();
  }
}
