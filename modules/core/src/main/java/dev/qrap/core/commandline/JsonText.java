// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.spi.Property;
import java.util.List;

/** Writes JSON as libvirt does: without spaces, keys in the order given. */
public final class JsonText {

  private JsonText() {}

  /**
   * Writes an object. A dotted key ({@code addr.path}) becomes an object inside; keys that share
   * what is before their first dot must stand side by side.
   *
   * @param members the members in their order
   * @return the text
   */
  public static String object(List<Property> members) {
    StringBuilder text = new StringBuilder();
    object(text, members, 0);
    return text.toString();
  }

  /**
   * Adds a member to an object, whose text stays as it is.
   *
   * @param object the text of a well-formed object that is not empty
   * @param member a member whose key the object does not have; a text
   * @return the text with the member
   */
  public static String append(String object, Property member) {
    int end = object.lastIndexOf('}');
    return object.substring(0, end)
        + ("," + string(member.key()) + ":" + string(member.value()))
        + object.substring(end);
  }

  /**
   * Writes a string.
   *
   * @param value a byte string in UTF-8
   * @return the value in quotes
   */
  public static String string(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20) {
        text.append("\\u00").append(hexDigit(c >> 4)).append(hexDigit(c & 15));
      } else {
        if (c == '"' || c == '\\') {
          text.append('\\');
        }
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  private static void object(StringBuilder text, List<Property> members, int prefix) {
    text.append('{');
    int index = 0;
    while (index < members.size()) {
      if (index > 0) {
        text.append(',');
      }
      Property member = members.get(index);
      int dot = member.key().indexOf('.', prefix);
      if (dot < 0) {
        text.append(string(member.key().substring(prefix))).append(':');
        text.append(member.kind() == Property.Kind.TEXT ? string(member.value()) : member.value());
        index++;
      } else {
        String group = member.key().substring(0, dot + 1);
        int end = index + 1;
        while (end < members.size() && members.get(end).key().startsWith(group)) {
          end++;
        }
        text.append(string(group.substring(prefix, dot))).append(':');
        object(text, members.subList(index, end), dot + 1);
        index = end;
      }
    }
    text.append('}');
  }

  private static char hexDigit(int digit) {
    return Character.forDigit(digit, 16);
  }
}
