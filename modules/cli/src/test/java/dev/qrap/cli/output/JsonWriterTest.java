// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {

  private static String bytesOf(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String written(String byteString) {
    return new JsonWriter().string(byteString).toString();
  }

  @Test
  void objectsAndArraysNest() {
    JsonWriter json = new JsonWriter().open('{');
    json.key("a").number(-1);
    json.key("b").strings(List.of("x", "y")).key("c").strings(List.of());
    json.key("d").open('[');
    json.item().open('{').key("e").string("f").close('}');
    json.item().open('{').close('}');
    json.close(']').key("g").number(2).close('}');
    assertThat(json.toString())
        .isEqualTo("{\"a\":-1,\"b\":[\"x\",\"y\"],\"c\":[],\"d\":[{\"e\":\"f\"},{}],\"g\":2}\n");
  }

  @Test
  void writingItOutChangesNothing() {
    JsonWriter json = new JsonWriter().number(1);
    assertThat(json.toString()).isEqualTo(json.toString());
  }

  @Test
  void textIsWrittenAsAscii() {
    assertThat(written("a\"b\\c/'\n\u007f")).isEqualTo("\"a\\\"b\\\\c/'\\u000a\\u007f\"\n");
    assertThat(written(bytesOf("\u00e9\u20ac\ud83d\ude00")))
        .isEqualTo("\"\\u00e9\\u20ac\\ud83d\\ude00\"\n");
  }

  @Test
  void bytesThatAreNotUtf8AreLoneSurrogates() {
    assertThat(written("a\u00ffb")).isEqualTo("\"a\\udcffb\"\n");
    assertThat(written("\u0080")).isEqualTo("\"\\udc80\"\n");
    assertThat(written("\u00c3")).as("cut off").isEqualTo("\"\\udcc3\"\n");
    assertThat(written("\u00e2\u0082")).as("cut off").isEqualTo("\"\\udce2\\udc82\"\n");
    assertThat(written("\u00c0\u00af")).as("overlong").isEqualTo("\"\\udcc0\\udcaf\"\n");
    assertThat(written("\u00ed\u00b3\u00bf"))
        .as("a surrogate in UTF-8")
        .isEqualTo("\"\\udced\\udcb3\\udcbf\"\n");
    assertThat(written("\u00c3\u00a9\u00c3")).isEqualTo("\"\\u00e9\\udcc3\"\n");
  }

  @Property
  void whatIsWrittenStandsForTheSameBytes(@ForAll("byteStrings") String value) throws IOException {
    String json = written(value);
    assertThat(json).matches("[ -~]*\n");
    assertThat(encoded(parsed(json))).isEqualTo(value);
  }

  @Provide
  Arbitrary<String> byteStrings() {
    Arbitrary<String> bytes = Arbitraries.strings().withCharRange('\1', '\u00ff').ofMaxLength(8);
    Arbitrary<String> utf8 =
        Arbitraries.of("a", "\"", "\\", "\u00e9", "\u20ac", "\ud83d\ude00", "\ufffd")
            .map(JsonWriterTest::bytesOf);
    return Arbitraries.oneOf(bytes, utf8).list().ofMaxSize(6).map(parts -> String.join("", parts));
  }

  private static String parsed(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      assertThat(parser.nextToken().isScalarValue()).isTrue();
      String value = parser.getText();
      assertThat(parser.nextToken()).isNull();
      return value;
    }
  }

  /** As Python's os.fsencode does it. */
  private static String encoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(
            code -> {
              if (code >= 0xdc80 && code <= 0xdcff) {
                bytes.write(code - 0xdc00);
              } else {
                bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
              }
            });
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
