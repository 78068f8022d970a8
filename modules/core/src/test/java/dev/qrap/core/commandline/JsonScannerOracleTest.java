// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.qrap.spi.Property;
import dev.qrap.spi.Property.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Our scanner and Jackson agree on what a JSON object is and what it says. */
final class JsonScannerOracleTest {

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** What one of the two makes of a text; the members are empty where it is not accepted. */
  private record Reading(boolean accepted, List<Property> members) {
    static final Reading REFUSED = new Reading(false, List.of());
  }

  /** A JSON string as it is written, and what it says. */
  private record Literal(String written, String meaning) {}

  @net.jqwik.api.Property(edgeCases = EdgeCasesMode.NONE)
  void everyObjectSaysTheSame(@ForAll("objects") String text) {
    assertThat(ours(text).accepted()).isTrue();
    assertThat(ours(text)).isEqualTo(jacksons(text));
  }

  @net.jqwik.api.Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(onFailureOnly = true)
  void everyTextIsAcceptedByBothOrByNone(@ForAll("damagedObjects") String text) {
    Reading ours = ours(text);
    assertThat(ours).isEqualTo(jacksons(text));
    Statistics.collect(ours.accepted());
    Statistics.coverage(both -> both.check(true).percentage(percentage -> percentage > 4));
    Statistics.coverage(both -> both.check(false).percentage(percentage -> percentage > 4));
  }

  private static Reading ours(String text) {
    List<Property> members = new ArrayList<>();
    return new JsonScanner(byteString(text)).readObject(members)
        ? new Reading(true, members)
        : Reading.REFUSED;
  }

  private static Reading jacksons(String text) {
    List<Property> members = new ArrayList<>();
    try (JsonParser parser = JACKSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Reading.REFUSED;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        refuseNulAndUnpaired(key);
        parser.nextToken();
        members.add(member(parser, key, text));
      }
      return parser.nextToken() == null ? new Reading(true, members) : Reading.REFUSED;
    } catch (IOException refused) {
      return Reading.REFUSED;
    }
  }

  private static Property member(JsonParser parser, String key, String text) throws IOException {
    Kind kind =
        switch (parser.currentToken()) {
          case VALUE_STRING -> Kind.TEXT;
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
          case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
          default -> Kind.OTHER;
        };
    int start = (int) parser.currentTokenLocation().getCharOffset();
    String value = parser.getText();
    if (parser.currentToken().isStructStart()) {
      readNested(parser);
      value = text.substring(start, (int) parser.currentLocation().getCharOffset());
    } else if (kind == Kind.TEXT) {
      refuseNulAndUnpaired(value);
    }
    return new Property(byteString(key), byteString(value), kind);
  }

  private static void readNested(JsonParser parser) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
        refuseNulAndUnpaired(parser.getText());
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }

  /** The only difference that is meant: Jackson takes {@code \\u0000} and unpaired surrogates. */
  private static void refuseNulAndUnpaired(String decoded) throws IOException {
    if (decoded.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(decoded)) {
      throw new IOException("NUL or an unpaired surrogate");
    }
  }

  private static String byteString(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Provide
  Arbitrary<String> objects() {
    return Combinators.combine(spaces(), object(3), spaces()).as((a, object, b) -> a + object + b);
  }

  @Provide
  Arbitrary<String> damagedObjects() {
    return Combinators.combine(objects(), damages().list().ofMinSize(1).ofMaxSize(3))
        .as(JsonScannerOracleTest::damage);
  }

  /** A change of a text at a place that is a fraction of its length. */
  private record Damage(double place, int removed, String inserted) {}

  private static String damage(String text, List<Damage> damages) {
    StringBuilder damaged = new StringBuilder(text);
    for (Damage damage : damages) {
      int start = (int) (damage.place() * damaged.length());
      damaged.replace(start, start + damage.removed(), damage.inserted());
    }
    // A torn surrogate pair is no text that could be encoded.
    return new String(damaged.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static Arbitrary<Damage> damages() {
    Arbitrary<String> inserted =
        Arbitraries.oneOf(
            Arbitraries.strings()
                .withChars("{}[]:,\"'\\/ \t\n\u00010123456789+-.eEabfnrstul\u00e9")
                .ofMaxLength(2),
            Arbitraries.of("\\u0000", "\\ud800", "\\udc00", "\\u00e9", "null", "{}", "[]"),
            Arbitraries.of("1.", "1e", "-", "01", "0.5e+", "\"a\":0,", "\"\":0,", ",'':0"));
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1), Arbitraries.integers().between(0, 2), inserted)
        .as(Damage::new);
  }

  private static Arbitrary<String> spaces() {
    return Arbitraries.strings().withChars(" \t\n\r").ofMaxLength(2);
  }

  private static Arbitrary<String> object(int depth) {
    Arbitrary<List<Literal>> keys = literals().list().ofMaxSize(4).uniqueElements(Literal::meaning);
    return keys.flatMap(
        found ->
            Combinators.combine(
                    value(depth).list().ofSize(found.size()),
                    spaces().list().ofSize(4 * found.size() + 1))
                .as((values, spaces) -> write(found, values, spaces)));
  }

  private static String write(List<Literal> keys, List<String> values, List<String> spaces) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < keys.size(); i++) {
      text.append(i == 0 ? "" : ",");
      text.append(spaces.get(4 * i)).append(keys.get(i).written());
      text.append(spaces.get(4 * i + 1)).append(':');
      text.append(spaces.get(4 * i + 2)).append(values.get(i)).append(spaces.get(4 * i + 3));
    }
    return text.append(spaces.get(4 * keys.size())).append('}').toString();
  }

  private static Arbitrary<String> array(int depth) {
    Arbitrary<String> element =
        Combinators.combine(spaces(), value(depth), spaces()).as((a, value, b) -> a + value + b);
    return element.list().ofMaxSize(3).map(elements -> "[" + String.join(",", elements) + "]");
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.oneOf(
            literals().map(Literal::written),
            Arbitraries.of("true", "false", "null"),
            Arbitraries.of("0", "-0", "7", "4096", "-1", "0.50", "1e3", "2E-07", "-1.5e+3"));
    return depth == 0
        ? scalar
        : Arbitraries.frequencyOf(
            Tuple.of(4, scalar),
            Tuple.of(1, Arbitraries.lazy(() -> object(depth - 1))),
            Tuple.of(1, Arbitraries.lazy(() -> array(depth - 1))));
  }

  private static Arbitrary<Literal> literals() {
    Arbitrary<Literal> part =
        Arbitraries.of(
            new Literal("a", "a"),
            new Literal("b", "b"),
            new Literal(" ", " "),
            new Literal("}", "}"),
            new Literal(",", ","),
            new Literal("\u007f", "\u007f"),
            new Literal("\u00e9", "\u00e9"),
            new Literal("\u20ac", "\u20ac"),
            new Literal("\ud83d\ude00", "\ud83d\ude00"),
            new Literal("\\\"", "\""),
            new Literal("\\'", "'"),
            new Literal("\\\\", "\\"),
            new Literal("\\/", "/"),
            new Literal("\\b\\f\\n\\r\\t", "\b\f\n\r\t"),
            new Literal("\\u0061", "a"),
            new Literal("\\u001F", "\u001f"),
            new Literal("\\u00e9", "\u00e9"),
            new Literal("\\u20AC", "\u20ac"),
            new Literal("\\ud83d\\uDE00", "\ud83d\ude00"));
    return Combinators.combine(Arbitraries.of("\"", "'"), part.list().ofMaxSize(4))
        .as(
            (quote, parts) -> {
              StringBuilder written = new StringBuilder(quote);
              StringBuilder meaning = new StringBuilder();
              for (Literal one : parts) {
                written.append(one.written());
                meaning.append(one.meaning());
              }
              return new Literal(written.append(quote).toString(), meaning.toString());
            });
  }
}
