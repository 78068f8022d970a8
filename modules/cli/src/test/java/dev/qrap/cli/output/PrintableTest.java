// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrintableTest {

  @Test
  void controlCharactersAreShownAndLineFeedsAreKept() {
    assertThat(Printable.text("a\u001b[2Jb\r\n\tc\u007f\u0000"))
        .isEqualTo("a\\x1b[2Jb\\x0d\n\\x09c\\x7f\\x00");
  }

  @Test
  void allOtherBytesAreShownAsTheyAre() {
    assertThat(Printable.text("")).isEmpty();
    assertThat(Printable.text("/tmp/ ~\u00c3\u00a9\u00ff")).isEqualTo("/tmp/ ~\u00c3\u00a9\u00ff");
  }

  @Test
  void aLineStaysOne() {
    assertThat(Printable.line("a\n\u001bb\nc")).isEqualTo("a\\x0a\\x1bb\\x0ac");
  }
}
