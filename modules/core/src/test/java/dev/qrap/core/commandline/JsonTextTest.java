// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Property;
import dev.qrap.spi.Property.Kind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class JsonTextTest {

  @Test
  void membersAreWrittenInTheirOrderWithTheirType() {
    assertThat(
            JsonText.object(
                List.of(
                    Property.text("driver", "virtio-net-pci"),
                    Property.number("x-txburst", 4096),
                    new Property("failover", "true", Kind.BOOLEAN),
                    new Property("reservations", "[1]", Kind.OTHER))))
        .isEqualTo(
            "{\"driver\":\"virtio-net-pci\",\"x-txburst\":4096,"
                + "\"failover\":true,\"reservations\":[1]}");
    assertThat(JsonText.object(List.of())).isEqualTo("{}");
  }

  @Test
  void onlyWhatMustBeEscapedIs() {
    assertThat(JsonText.string("a b\u001f\u007f\"\\/\u00ff"))
        .isEqualTo("\"a b\\u001f\u007f\\\"\\\\/\u00ff\"");
  }

  @Test
  void dottedKeysNest() {
    assertThat(
            JsonText.object(
                List.of(
                    Property.text("type", "stream"),
                    Property.text("addr.type", "unix"),
                    Property.text("a.b.c", "1"),
                    Property.text("addr.path", "/tmp/x"),
                    Property.text("a.e", "3"),
                    Property.text("a.b.d", "2"),
                    Property.text("id", "n0"))))
        .isEqualTo(
            "{\"type\":\"stream\",\"addr\":{\"type\":\"unix\",\"path\":\"/tmp/x\"},"
                + "\"a\":{\"b\":{\"c\":\"1\",\"d\":\"2\"},\"e\":\"3\"},\"id\":\"n0\"}");
  }

  @Test
  void truthIsWrittenAsJsonHasIt() {
    List<Property> members =
        List.of(
            Property.truth("a", true),
            Property.truth("b", false),
            new Property("c", "true", Kind.BOOLEAN),
            new Property("d", "false", Kind.BOOLEAN));
    assertThat(JsonText.object(members))
        .isEqualTo("{\"a\":true,\"b\":false,\"c\":true,\"d\":false}");
  }

  @Test
  void stringsAreEscaped() {
    assertThat(JsonText.string("a\"b\\c/d'e")).isEqualTo("\"a\\\"b\\\\c/d'e\"");
    assertThat(JsonText.string("\n\u0001\u001f\u007f\u00c3\u00a9"))
        .isEqualTo("\"\\u000a\\u0001\\u001f\u007f\u00c3\u00a9\"");
  }

  @net.jqwik.api.Property
  void whatIsWrittenIsReadAgain(@ForAll("members") List<Property> members) {
    List<Property> read = new ArrayList<>();
    assertThat(new JsonScanner(JsonText.object(members)).readObject(read)).isTrue();
    assertThat(read).isEqualTo(members);
  }

  @Provide
  Arbitrary<List<Property>> members() {
    Arbitrary<String> texts =
        Arbitraries.strings().withChars("\"\\'{},:").withCharRange('\1', '\u00ff').ofMaxLength(8);
    Arbitrary<String> keys = texts.filter(key -> key.indexOf('.') < 0);
    return Arbitraries.oneOf(
            Combinators.combine(keys, texts).as(Property::text),
            Combinators.combine(keys, Arbitraries.longs()).as(Property::number),
            keys.map(key -> new Property(key, "false", Kind.BOOLEAN)),
            keys.map(key -> new Property(key, "[{}, null]", Kind.OTHER)))
        .list()
        .ofMaxSize(5)
        .uniqueElements(Property::key);
  }
}
