// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.spi.Property;
import dev.qrap.spi.Property.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A strict scanner of one JSON object (RFC 8259) that takes what QEMU takes: also strings in single
 * quotes, and no unpaired surrogate or key that is there twice (seen on QEMU 7.2). Bytes that are
 * not UTF-8 and noncharacters are left to QEMU to refuse; an escaped NUL, of which QEMU makes two
 * bytes, is refused. A library would cost more time than the rest of a launch, see
 * docs/architecture.md.
 */
final class JsonScanner {

  /** QEMU's own limit of nested objects and arrays. */
  private static final int MAX_DEPTH = 1024;

  private final String text;

  /** The text, and a NUL that marks its end: no argument holds one. */
  private final byte[] bytes;

  private int position;

  /**
   * A scanner.
   *
   * @param text a byte string
   */
  JsonScanner(String text) {
    this.text = text;
    this.bytes = Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), text.length() + 1);
  }

  /**
   * Reads the text as one object.
   *
   * @param members gets the object's members in their order; unspecified where it is malformed.
   *     Strings are unescaped to byte strings in UTF-8
   * @return false if the text is not exactly one object, or a key is there twice
   */
  boolean readObject(List<Property> members) {
    skipSpace();
    if (!object(members, 1)) {
      return false;
    }
    skipSpace();
    return position == text.length();
  }

  private boolean object(List<Property> members, int depth) {
    if (depth > MAX_DEPTH || !take('{')) {
      return false;
    }
    skipSpace();
    if (take('}')) {
      return true;
    }
    Keys keys = new Keys();
    do {
      skipSpace();
      String key = string();
      skipSpace();
      if (key == null || !keys.add(key) || !take(':')) {
        return false;
      }
      skipSpace();
      if (!member(members, key, depth)) {
        return false;
      }
      skipSpace();
    } while (take(','));
    return take('}');
  }

  /** The keys of an object. Most objects have so few that a set would take longer than to look. */
  private static final class Keys {

    private static final int FEW = 8;

    private final List<String> few = new ArrayList<>(FEW);
    private final Set<String> many = new HashSet<>();

    /** Adds a key; false if it is there already. */
    boolean add(String key) {
      if (few.size() == FEW) {
        if (many.isEmpty()) {
          many.addAll(few);
        }
        return many.add(key);
      }
      for (int i = 0; i < few.size(); i++) {
        if (few.get(i).equals(key)) {
          return false;
        }
      }
      return few.add(key);
    }
  }

  private boolean member(List<Property> members, String key, int depth) {
    int start = position;
    byte first = bytes[position];
    if (first == '"' || first == '\'') {
      String value = string();
      return value != null && members.add(new Property(key, value, Kind.TEXT));
    }
    if (!value(depth)) {
      return false;
    }
    Kind kind =
        switch (first) {
          case 't', 'f' -> Kind.BOOLEAN;
          case 'n', '{', '[' -> Kind.OTHER;
          default -> Kind.NUMBER;
        };
    return members.add(new Property(key, text.substring(start, position), kind));
  }

  private boolean value(int depth) {
    return switch (bytes[position]) {
      case '"', '\'' -> string() != null;
      case '{' -> object(new ArrayList<>(), depth + 1);
      case '[' -> array(depth + 1);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean array(int depth) {
    if (depth > MAX_DEPTH || !take('[')) {
      return false;
    }
    skipSpace();
    if (take(']')) {
      return true;
    }
    do {
      skipSpace();
      if (!value(depth)) {
        return false;
      }
      skipSpace();
    } while (take(','));
    return take(']');
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = position;
    while (bytes[position] >= '0' && bytes[position] <= '9') {
      position++;
    }
    return position > start;
  }

  private boolean word(String word) {
    if (!text.startsWith(word, position)) {
      return false;
    }
    position += word.length();
    return true;
  }

  /** Reads a string; null where it is malformed. Most have no escape. */
  private String string() {
    byte quote = bytes[position];
    if (quote != '"' && quote != '\'') {
      return null;
    }
    position++;
    int start = position;
    byte ended = plain(quote);
    if (ended == quote) {
      return new String(bytes, start, position++ - start, StandardCharsets.ISO_8859_1);
    }
    StringBuilder value = new StringBuilder();
    while (ended == '\\') {
      value.append(text, start, position++);
      if (!escape(value)) {
        return null;
      }
      start = position;
      ended = plain(quote);
    }
    return ended == quote ? value.append(text, start, position++).toString() : null;
  }

  /** Goes to what ends a run of ordinary bytes: the quote, a backslash, or what is not allowed. */
  private byte plain(byte quote) {
    byte[] in = bytes;
    int at = position;
    byte c = in[at];
    while (c != quote && c != '\\' && (c >= ' ' || c < 0)) {
      at++;
      c = in[at];
    }
    position = at;
    return c;
  }

  private boolean escape(StringBuilder value) {
    char c = (char) bytes[position];
    position++;
    switch (c) {
      case '"', '\'', '\\', '/' -> value.append(c);
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'u' -> {
        return unicode(value);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean unicode(StringBuilder value) {
    int code = hex4();
    if (Character.isBmpCodePoint(code) && Character.isHighSurrogate((char) code)) {
      if (!word("\\u")) {
        return false;
      }
      int low = hex4();
      if (low < Character.MIN_LOW_SURROGATE || low > Character.MAX_LOW_SURROGATE) {
        return false;
      }
      code = Character.toCodePoint((char) code, (char) low);
    } else if (code <= 0
        || (code >= Character.MIN_LOW_SURROGATE && code <= Character.MAX_LOW_SURROGATE)) {
      return false;
    }
    byte[] bytes = Character.toString(code).getBytes(StandardCharsets.UTF_8);
    value.append(new String(bytes, StandardCharsets.ISO_8859_1));
    return true;
  }

  /** Reads four hexadecimal digits; -1 where they are not there. */
  private int hex4() {
    if (position + 4 > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = text.charAt(position++);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }

  private void skipSpace() {
    byte c = bytes[position];
    while (c <= ' ' && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      position++;
      c = bytes[position];
    }
  }

  private boolean take(char expected) {
    if (bytes[position] != expected) {
      return false;
    }
    position++;
    return true;
  }
}
