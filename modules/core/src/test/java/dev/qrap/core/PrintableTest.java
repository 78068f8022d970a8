// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void controlCharactersAreShown() {
    assertThat(Printable.line("a\u001b[2Jb\r\n\tc\u007f\u0000"))
        .isEqualTo("a\\x1b[2Jb\\x0d\\x0a\\x09c\\x7f\\x00");
  }

  /** CSI, with which a sequence for a terminal may begin, as one byte and in UTF-8. */
  @Test
  void theRangeC1IsShownAsBytesAndInUtf8() {
    assertThat(Printable.line("a\u009b2Jb\u0080\u009f")).isEqualTo("a\\x9b2Jb\\x80\\x9f");
    assertThat(Printable.line(bytes("a\u009b2Jb\u0080\u009f")))
        .isEqualTo("a\\xc2\\x9b2Jb\\xc2\\x80\\xc2\\x9f");
  }

  @ParameterizedTest
  @CsvSource({"2028, a8", "2029, a9", "202a, aa", "202e, ae"})
  void whatEndsALineOrChangesItsDirectionIsShown(String codePoint, String last) {
    String text = bytes(Character.toString(Integer.parseInt(codePoint, 16)));
    assertThat(Printable.line("a" + text + "b")).isEqualTo("a\\xe2\\x80\\x" + last + "b");
  }

  @Test
  void soAreIsolates() {
    assertThat(Printable.line(bytes("\u2066\u2069"))).isEqualTo("\\xe2\\x81\\xa6\\xe2\\x81\\xa9");
  }

  @Test
  void allOtherTextIsShownAsItIs() {
    assertThat(Printable.line("")).isEmpty();
    String text = bytes("/tmp/ ~\u00a0\u00e9\u00db\u20ac\u2027\u202f\u2065\u206a\ud83d\ude00");
    assertThat(Printable.line(text)).isEqualTo(text);
    // The first and the last that begin with each kind of byte; what follows it alone would be C1.
    String bounds = bytes("\u07df\u0800\uffc0\ud800\udc00\udbc0\udc00");
    assertThat(Printable.line(bounds)).isEqualTo(bounds);
    assertThat(Printable.line("\u00ff\u00e9t\u00e9 \u00c2"))
        .isEqualTo("\u00ff\u00e9t\u00e9 \u00c2");
  }

  /** What is left of a character has bytes of the range C1, which an old terminal obeys. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00c2",
        "\u00e2\u0080",
        "\u00e2\u0080x",
        "\u00f0\u009f\u0098",
        "\u00c0\u0080",
        "\u00f8\u0088\u0080",
        "\u00e2x\u0080"
      })
  void ofHalfACharacterNoControlIsLeft(String text) {
    assertThat(Printable.line(text).chars()).noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0));
  }

  @Test
  void whatWasEscapedStaysAsItIs() {
    String once = Printable.line("a\n\u009b");
    assertThat(Printable.line(once)).isEqualTo(once);
  }
}
