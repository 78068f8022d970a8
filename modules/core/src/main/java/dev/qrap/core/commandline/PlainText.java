// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.spi.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's plain notation, {@code key=value,key=value}: a comma inside a value is doubled, the first
 * key may be left out where the option implies one, and a key alone means {@code on} (QEMU
 * documentation, "Device properties"; seen on QEMU 7.2).
 */
public final class PlainText {

  private PlainText() {}

  /**
   * Takes a value apart.
   *
   * @param text the value as on the line; any bytes
   * @param impliedKey the key that may be left out at the beginning; empty where there is none
   * @return keys and values in the order of the text
   */
  public static List<Property> parse(String text, String impliedKey) {
    List<Property> properties = new ArrayList<>();
    // One for each char; what is no byte is no comma and no equals sign either.
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int position = 0;
    while (position < bytes.length) {
      int equals = position;
      while (equals < bytes.length && bytes[equals] != '=' && bytes[equals] != ',') {
        equals++;
      }
      boolean hasKey = equals < bytes.length && bytes[equals] == '=';
      int start = hasKey ? equals + 1 : position;
      int end = hasKey ? start : equals;
      boolean doubled = false;
      while (true) {
        while (end < bytes.length && bytes[end] != ',') {
          end++;
        }
        if (!isComma(bytes, end + 1)) {
          break;
        }
        doubled = true;
        end += 2;
      }
      String value = text.substring(start, end);
      if (doubled) {
        value = unescape(value);
      }
      if (hasKey) {
        properties.add(Property.text(text.substring(position, equals), value));
      } else if (position == 0) {
        properties.add(Property.text(impliedKey, value));
      } else {
        properties.add(Property.text(value, "on"));
      }
      position = end + 1;
    }
    return properties;
  }

  /**
   * Writes a value.
   *
   * @param first the value of the implied key
   * @param properties what follows it
   * @return the text
   */
  public static String write(String first, List<Property> properties) {
    StringBuilder text = new StringBuilder(escape(first));
    for (Property property : properties) {
      text.append(',').append(property.key()).append('=').append(escape(property.value()));
    }
    return text.toString();
  }

  /**
   * Adds a property to a value, which stays as it is: of a repeated key QEMU uses the last value.
   *
   * @param text a value as on the line, not empty
   * @param property what is added
   * @return the text with the property
   */
  public static String append(String text, Property property) {
    String added = property.key() + "=" + escape(property.value());
    String appended = text + "," + added;
    // After a comma that ends the last property already, a second one would make it part of a
    // value.
    boolean separate = parse(appended, "").size() > parse(text, "").size();
    return separate ? appended : text + added;
  }

  /**
   * Doubles commas.
   *
   * @param value a value
   * @return the value as it is written
   */
  public static String escape(String value) {
    return value.replace(",", ",,");
  }

  private static boolean isComma(byte[] bytes, int index) {
    return index < bytes.length && bytes[index] == ',';
  }

  private static String unescape(String value) {
    int comma = value.indexOf(",,");
    StringBuilder unescaped = new StringBuilder(value.length());
    int start = 0;
    while (comma >= 0) {
      unescaped.append(value, start, comma + 1);
      start = comma + 2;
      comma = value.indexOf(",,", start);
    }
    return unescaped.append(value, start, value.length()).toString();
  }
}
