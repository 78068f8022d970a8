// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {

  @Test
  void columnsBeginAtTheSamePlace() {
    assertThat(new Table().row("A", "BB", "C").row("aaa", "b", "c").row("", "", "ccc").text())
        .isEqualTo(
            """
            A    BB  C
            aaa  b   c
                     ccc
            """);
  }

  @Test
  void aLineEndsWithItsLastText() {
    assertThat(new Table().row("a", "b", "").row("a", "", "").row("", "", "").text())
        .isEqualTo("a  b\na\n\n");
  }

  @Test
  void columnsCanBeWiderThanTheirCells() {
    assertThat(new Table(3, 2).row("a", "b", "c").row("aaaa", "b", "c").text())
        .isEqualTo("a     b   c\naaaa  b   c\n");
  }

  /** An escape takes the place that it is shown in. */
  @Test
  void noCellSteersATerminalOrMakesALine() {
    assertThat(new Table().row("a\u001b", "b\n\r", "c\t").row("a", "b", "c").text())
        .isEqualTo("a\\x1b  b\\x0a\\x0d  c\\x09\na      b          c\n");
  }

  @Test
  void withoutRowsThereIsNothing() {
    assertThat(new Table(3).text()).isEmpty();
  }
}
