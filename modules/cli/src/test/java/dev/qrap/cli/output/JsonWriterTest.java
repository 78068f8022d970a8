// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonWriterTest {

  private static String bytesOf(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String written(String byteString) {
    return new JsonWriter().string(byteString).text();
  }

  @Test
  void objectsAndArraysNest() {
    JsonWriter json = new JsonWriter().object();
    json.key("a").number(-1);
    json.key("b").strings(List.of("x", "y")).key("c").strings(List.of());
    json.key("d").array();
    json.object().key("e").string("f").endObject();
    json.object().endObject();
    json.number(3).array().array().endArray().endArray();
    json.endArray().key("g").number(2).endObject();
    assertThat(json.text())
        .isEqualTo(
            "{\"a\":-1,\"b\":[\"x\",\"y\"],\"c\":[],"
                + "\"d\":[{\"e\":\"f\"},{},3,[[]]],\"g\":2}\n");
  }

  @Test
  void writingItOutChangesNothing() {
    JsonWriter json = new JsonWriter().number(1);
    assertThat(json.text()).isEqualTo(json.text());
  }

  /** Each call is a letter: see {@link #call}. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      value = {
        "##, the value is not complete",
        "{, the value is not complete",
        "[n, the value is not complete",
        "{kn, the value is not complete",
        "}, '}' is not expected",
        "], ']' is not expected",
        "{], ']' is not expected",
        "[}, '}' is not expected",
        "[]], ']' is not expected",
        "{k}, '}' is not expected",
        "k, a name is not expected",
        "[k, a name is not expected",
        "{kk, a name is not expected",
        "nk, a name is not expected",
        "{n, a value is not expected",
        "{s, a value is not expected",
        "{[, a value is not expected",
        "{{, a value is not expected",
        "{knn, a value is not expected",
        "nn, a value is not expected",
        "[][, a value is not expected",
        "{}s, a value is not expected"
      })
  void whatWouldNotBeJsonIsRefused(String calls, String complaint) {
    assertThatThrownBy(() -> written(calls.chars()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(complaint);
  }

  @Property(tries = 5000)
  @StatisticsReport(StatisticsReportMode.OFF)
  void whatIsNotRefusedIsJson(@ForAll("calls") String calls) throws IOException {
    Statistics.coverage(coverage -> coverage.check("written").percentage(part -> part > 5));
    String json;
    try {
      json = written(calls.chars());
    } catch (IllegalStateException e) {
      Statistics.collect("refused");
      return;
    }
    Statistics.collect("written");
    int values = 0;
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += parser.getParsingContext().inRoot() ? 1 : 0;
      }
    }
    assertThat(values).isPositive();
  }

  /** Calls with parts that fit together, of which not all are refused. */
  @Provide
  Arbitrary<String> calls() {
    return Arbitraries.of("n", "s", "[", "]", "[n]", "{", "}", "k", "kn", "{kn}")
        .list()
        .ofMaxSize(5)
        .map(calls -> String.join("", calls));
  }

  private static String written(IntStream calls) {
    JsonWriter json = new JsonWriter();
    calls.forEach(call -> call(json, (char) call));
    return json.text();
  }

  private static void call(JsonWriter json, char call) {
    switch (call) {
      case '{' -> json.object();
      case '}' -> json.endObject();
      case '[' -> json.array();
      case ']' -> json.endArray();
      case 'k' -> json.key("k");
      case 'n' -> json.number(1);
      default -> json.string("s");
    }
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
