// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Property;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PlainTextTest {

  private static List<Property> device(String text) {
    return PlainText.parse(text, "driver");
  }

  private static Property text(String key, String value) {
    return Property.text(key, value);
  }

  @Test
  void theFirstKeyMayBeImplied() {
    List<Property> expected = List.of(text("driver", "e1000"), text("netdev", "n0"));
    assertThat(device("e1000,netdev=n0")).isEqualTo(expected);
    assertThat(device("driver=e1000,netdev=n0")).isEqualTo(expected);
    assertThat(device("netdev=n0,driver=e1000"))
        .containsExactly(text("netdev", "n0"), text("driver", "e1000"));
  }

  @Test
  void aDoubledCommaBelongsToTheValue() {
    assertThat(PlainText.parse("file=a,,b,id=x", ""))
        .containsExactly(text("file", "a,b"), text("id", "x"));
    assertThat(PlainText.parse("file=,,,,,id=x", ""))
        .containsExactly(text("file", ",,"), text("id", "x"));
    assertThat(device("a,,b=c,d=e")).containsExactly(text("driver", "a,b=c"), text("d", "e"));
  }

  @Test
  void aKeyAloneMeansOn() {
    assertThat(device("e1000,multifunction,id=x"))
        .containsExactly(text("driver", "e1000"), text("multifunction", "on"), text("id", "x"));
  }

  @Test
  void onlyTheFirstEqualsSignDivides() {
    assertThat(device("e1000,a=b=c")).containsExactly(text("driver", "e1000"), text("a", "b=c"));
    assertThat(device("e1000,=c")).containsExactly(text("driver", "e1000"), text("", "c"));
  }

  @Test
  void emptyValuesAreKept() {
    assertThat(device("")).isEmpty();
    assertThat(device("e1000,id=")).containsExactly(text("driver", "e1000"), text("id", ""));
    assertThat(device(",id=x")).containsExactly(text("driver", ""), text("id", "x"));
  }

  @Test
  void aCommaAtTheEndEndsTheValue() {
    assertThat(device("e1000,")).containsExactly(text("driver", "e1000"));
    assertThat(device("e1000,id=x,")).containsExactly(text("driver", "e1000"), text("id", "x"));
  }

  @Test
  void ofARepeatedKeyTheLastCounts() {
    assertThat(CommandLine.option(0, "device", "e1000,id=a,id=b").get("id")).isEqualTo("b");
    assertThat(CommandLine.option(0, "device", "e1000,driver=rtl8139").get("driver"))
        .isEqualTo("rtl8139");
    assertThat(CommandLine.option(0, "device", "e1000").get("id")).isEmpty();
  }

  @Test
  void bytesOfAnyKindPass() {
    assertThat(device("e1000,id=\u00ff\n\u0001"))
        .containsExactly(text("driver", "e1000"), text("id", "\u00ff\n\u0001"));
  }

  @Test
  void writingDoublesCommas() {
    assertThat(
            PlainText.write("a,b", List.of(text("path", "/tmp/x,y"), Property.number("n", 4096))))
        .isEqualTo("a,,b,path=/tmp/x,,y,n=4096");
    assertThat(PlainText.write("user", List.of())).isEqualTo("user");
  }

  @net.jqwik.api.Property
  void whatIsWrittenIsReadAgain(
      @ForAll("firsts") String first, @ForAll("properties") List<Property> properties) {
    List<Property> read = PlainText.parse(PlainText.write(first, properties), "driver");
    assertThat(read.get(0)).isEqualTo(text("driver", first));
    assertThat(read.subList(1, read.size())).isEqualTo(properties);
  }

  @Provide
  Arbitrary<String> firsts() {
    return Arbitraries.strings().withChars("ab,=\u00ff").ofMinLength(1).filter(this::unambiguous);
  }

  /** A first value with '=' before any comma reads as key and value, for QEMU too. */
  private boolean unambiguous(String first) {
    int equals = first.indexOf('=');
    int comma = first.indexOf(',');
    return equals < 0 || (comma >= 0 && comma < equals);
  }

  @Provide
  Arbitrary<List<Property>> properties() {
    Arbitrary<String> keys = Arbitraries.strings().withChars("abc.-").ofMinLength(1).ofMaxLength(4);
    Arbitrary<String> values = Arbitraries.strings().withChars("ab,=\u00ff").ofMaxLength(6);
    return Combinators.combine(keys, values).as(Property::text).list().ofMaxSize(4);
  }
}
