// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Property;
import dev.qrap.spi.Property.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonScannerTest {

  private static List<Property> members(String text) {
    List<Property> members = new ArrayList<>();
    assertThat(new JsonScanner(text).readObject(members)).as(text).isTrue();
    return members;
  }

  private static boolean isObject(String text) {
    return new JsonScanner(text).readObject(new ArrayList<>());
  }

  /** The value of {@code {"k":"..."}}. */
  private static String string(String escaped) {
    return members("{\"k\":\"" + escaped + "\"}").get(0).value();
  }

  private static String bytesOf(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void membersKeepTheirOrderAndType() {
    assertThat(members("{\"z\":\"1\",\"a\":2,\"b\":true,\"c\":false,\"d\":null}"))
        .containsExactly(
            new Property("z", "1", Kind.TEXT),
            new Property("a", "2", Kind.NUMBER),
            new Property("b", "true", Kind.BOOLEAN),
            new Property("c", "false", Kind.BOOLEAN),
            new Property("d", "null", Kind.OTHER));
  }

  @Test
  void whatIsNestedIsKeptAsText() {
    assertThat(members("{\"a\": [1, {\"b\" :2}] ,\"c\":{ \"d\":\"}\" }}"))
        .containsExactly(
            new Property("a", "[1, {\"b\" :2}]", Kind.OTHER),
            new Property("c", "{ \"d\":\"}\" }", Kind.OTHER));
  }

  @Test
  void spaceMayStandBetweenAllParts() {
    assertThat(members(" \t\r\n{ \"a\" : 1 , \"b\" : \"x\" } ")).hasSize(2);
    assertThat(members("{ }")).isEmpty();
    assertThat(members("{\"a\":[ ],\"b\":[ 1 ]}")).hasSize(2);
    assertThat(isObject("{\"a\":1\f}")).isFalse();
    assertThat(isObject("{\"a\":1\u00a0}")).isFalse();
  }

  @Test
  void stringsMayStandInSingleQuotes() {
    assertThat(members("{'a':'x\"y','b':\"it's\"}"))
        .containsExactly(Property.text("a", "x\"y"), Property.text("b", "it's"));
    assertThat(isObject("{'a\":1}")).isFalse();
  }

  @Test
  void escapesAreDecoded() {
    assertThat(string("\\\"\\\\\\/\\b\\f\\n\\r\\t\\'")).isEqualTo("\"\\/\b\f\n\r\t'");
    assertThat(string("\\u0041\\u007f\\u0001")).isEqualTo("A\u007f\u0001");
    assertThat(string("\\u00e9\\u00FF")).isEqualTo(bytesOf("\u00e9\u00ff"));
    assertThat(string("\\u20ac")).isEqualTo(bytesOf("\u20ac"));
    assertThat(string("\\ud83d\\uDE00")).isEqualTo(bytesOf("\ud83d\ude00"));
    assertThat(string("\\ud800\\udc00")).isEqualTo(bytesOf("\ud800\udc00"));
    assertThat(string("\\udbff\\udfff")).isEqualTo(bytesOf("\udbff\udfff"));
    assertThat(string("\\ud7ff\\ue000")).isEqualTo(bytesOf("\ud7ff\ue000"));
  }

  @Test
  void bytesBeyondAsciiPassAsTheyAre() {
    assertThat(string("\u00c3\u00a9")).isEqualTo("\u00c3\u00a9");
    assertThat(string("\u00ff\u007f")).isEqualTo("\u00ff\u007f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\x41", "\\", "\\u", "\\u004", "\\u00g1", "\\u+041", "\\U0041", "\\a", "\n", "\t", "\u0001"
      })
  void stringsThatAreNone(String escaped) {
    assertThat(isObject("{\"k\":\"" + escaped + "\"}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0000",
        "\\udc00",
        "\\udfff",
        "\\ud800\\ue000",
        "\\ud83d",
        "\\ude00",
        "\\ud83dx",
        "\\ud83dde00",
        "\\ud83d\\u0041"
      })
  void nulAndUnpairedSurrogatesAreRefused(String escaped) {
    assertThat(isObject("{\"k\":\"" + escaped + "\"}")).isFalse();
    assertThat(isObject("{\"" + escaped + "\":1}")).isFalse();
    assertThat(isObject("{\"k\":[\"" + escaped + "\"]}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "7", "-12", "0.5", "1.50", "1e3", "1E+03", "-1.5e-7", "10000"})
  void numbers(String number) {
    assertThat(members("{\"k\":" + number + "}"))
        .containsExactly(new Property("k", number, Kind.NUMBER));
    assertThat(isObject("{\"k\":[" + number + "," + number + "]}")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01", "-", "+1", ".5", "1.", "1.e3", "1e", "1e+", "1e+-3", "0x5", "--1", "1a", "NaN"
      })
  void numbersThatAreNone(String number) {
    assertThat(isObject("{\"k\":" + number + "}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{}{}",
        "{} x",
        "[]",
        "\"x\"",
        "1",
        "null",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1",
        "{\"a\":[1,]}",
        "{\"a\":[1",
        "{\"a\":[1}}",
        "{a:1}",
        "{1:1}",
        "{:1}",
        "{\"a\":tru}",
        "{\"a\":truee}",
        "{\"a\":True}",
        "{\"a\":\"x}",
        "{\"a\":\"\\x}",
        "{\"a\":[\"\\x}",
        "{\"a\":[\"\\x]}",
        "{\"a\":{\"b\":}}",
        "{\"a\":1}/**/",
        "{\"a\"=1}",
        "{\"a\":%d}"
      })
  void textsThatAreNoObject(String text) {
    assertThat(isObject(text)).isFalse();
  }

  @Test
  void noKeyMayBeThereTwice() {
    assertThat(isObject("{\"a\":1,\"a\":2}")).isFalse();
    assertThat(isObject("{\"a\":1,'\\u0061':2}")).isFalse();
    assertThat(isObject("{\"b\":{\"a\":1,\"a\":2}}")).isFalse();
    assertThat(isObject("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}]}")).isTrue();
  }

  /** Of few keys and of many. */
  @Test
  void noKeyOfManyMayBeThereTwice() {
    String keys = "";
    for (int i = 0; i < 20; i++) {
      keys += "\"k" + i + "\":1";
      assertThat(isObject("{" + keys + "}")).as(keys).isTrue();
      assertThat(isObject("{" + keys + ",\"k" + i + "\":1}")).as(keys + " and the last").isFalse();
      assertThat(isObject("{" + keys + ",\"k0\":1}")).as(keys + " and the first").isFalse();
      keys += ",";
    }
  }

  @Test
  void nestingHasQemusLimit() {
    assertThat(isObject("{\"a\":" + "[".repeat(1023) + "]".repeat(1023) + "}")).isTrue();
    assertThat(isObject("{\"a\":" + "[".repeat(1024) + "]".repeat(1024) + "}")).isFalse();
    assertThat(isObject("{\"a\":".repeat(1024) + "1" + "}".repeat(1024))).isTrue();
    assertThat(isObject("{\"a\":".repeat(1025) + "1" + "}".repeat(1025))).isFalse();
    assertThat(isObject("{\"a\":" + "[".repeat(1_000_000))).isFalse();
  }
}
