// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes answers for programs, as ASCII. A byte of an argument that is not UTF-8 becomes the
 * surrogate {@code \udc80} to {@code \udcff}, from which Python's {@code os.fsencode} makes the
 * byte again.
 */
public final class JsonWriter {

  private static final int LONE_BYTE = 0xdc00;

  private final StringBuilder text = new StringBuilder();
  private boolean first = true;

  public JsonWriter open(char bracket) {
    text.append(bracket);
    first = true;
    return this;
  }

  public JsonWriter close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  /** Begins a value of an array. */
  public JsonWriter item() {
    if (!first) {
      text.append(',');
    }
    first = false;
    return this;
  }

  /** Begins a member of an object. */
  public JsonWriter key(String key) {
    item();
    string(key);
    text.append(':');
    return this;
  }

  public JsonWriter number(long value) {
    text.append(value);
    return this;
  }

  public JsonWriter strings(List<String> values) {
    open('[');
    for (String value : values) {
      item().string(value);
    }
    return close(']');
  }

  /** Writes a byte string. */
  public JsonWriter string(String value) {
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
    return this;
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

  @Override
  public String toString() {
    return text + "\n";
  }
}
