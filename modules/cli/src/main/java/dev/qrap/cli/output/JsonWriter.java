// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes answers for programs: one JSON value, as ASCII. A byte of an argument that is not UTF-8
 * becomes the surrogate {@code \udc80} to {@code \udcff}, from which Python's {@code os.fsencode}
 * makes the byte again.
 *
 * <p>Calls in an order that would not give valid JSON throw {@link IllegalStateException}.
 */
public final class JsonWriter {

  private static final int LONE_BYTE = 0xdc00;

  private final StringBuilder text = new StringBuilder();

  /** The brackets that are still to be written, the next one last. */
  private final StringBuilder closing = new StringBuilder();

  /** Whether nothing has been written since the innermost bracket. */
  private boolean first = true;

  /** Whether the name of a member has been written, and not its value. */
  private boolean named;

  /** Begins an object. */
  public JsonWriter object() {
    return open('{', '}');
  }

  /** Ends the innermost object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Begins an array. */
  public JsonWriter array() {
    return open('[', ']');
  }

  /** Ends the innermost array. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** Begins a member of an object; its value comes next. */
  public JsonWriter key(String key) {
    check(innermost() == '}' && !named, "a name is not expected");
    separate();
    quote(key);
    text.append(':');
    named = true;
    return this;
  }

  /** Writes a number. */
  public JsonWriter number(long value) {
    beginValue();
    text.append(value);
    return this;
  }

  /** Writes a byte string. */
  public JsonWriter string(String value) {
    beginValue();
    quote(value);
    return this;
  }

  /** Writes an array of byte strings. */
  public JsonWriter strings(List<String> values) {
    array();
    for (String value : values) {
      string(value);
    }
    return endArray();
  }

  /** What has been written, with a line feed at its end. */
  public String text() {
    check(text.length() > 0 && closing.length() == 0, "the value is not complete");
    return text + "\n";
  }

  private JsonWriter open(char bracket, char counterpart) {
    beginValue();
    text.append(bracket);
    closing.append(counterpart);
    first = true;
    return this;
  }

  private JsonWriter close(char bracket) {
    check(innermost() == bracket && !named, "'" + bracket + "' is not expected");
    closing.setLength(closing.length() - 1);
    text.append(bracket);
    first = false;
    return this;
  }

  private void beginValue() {
    check(innermost() == '}' ? named : innermost() == ']' || first, "a value is not expected");
    if (!named) {
      separate();
    }
    named = false;
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  /** The bracket that ends what is open; 0 if nothing is. */
  private char innermost() {
    return closing.length() == 0 ? 0 : closing.charAt(closing.length() - 1);
  }

  private void check(boolean expected, String complaint) {
    if (!expected) {
      throw new IllegalStateException(complaint + " after " + text);
    }
  }

  private void quote(String value) {
    text.append('"');
    String decoded = decode(value);
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private static String decode(String value) {
    ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
    CharBuffer chars = CharBuffer.allocate(bytes.remaining());
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(bytes, chars, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        chars.put((char) (LONE_BYTE + (bytes.get() & 0xff)));
      }
      decoder.reset();
      result = decoder.decode(bytes, chars, true);
    }
    return chars.flip().toString();
  }
}
