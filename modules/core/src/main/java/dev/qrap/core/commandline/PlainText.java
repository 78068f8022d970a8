// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.spi.Property;
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
    int position = 0;
    while (position < text.length()) {
      int end = endOfKey(text, position);
      boolean hasKey = end < text.length() && text.charAt(end) == '=';
      StringBuilder value = new StringBuilder();
      int next = readValue(text, hasKey ? end + 1 : position, value);
      if (hasKey) {
        properties.add(Property.text(text.substring(position, end), value.toString()));
      } else if (position == 0) {
        properties.add(Property.text(impliedKey, value.toString()));
      } else {
        properties.add(Property.text(value.toString(), "on"));
      }
      position = next;
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

  private static int endOfKey(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ',') {
      end++;
    }
    return end;
  }

  /** Reads up to a comma that is not doubled; returns the place after it. */
  private static int readValue(String text, int from, StringBuilder value) {
    int position = from;
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == ',') {
        if (position == text.length() || text.charAt(position) != ',') {
          return position;
        }
        position++;
      }
      value.append(c);
    }
    return position;
  }
}
