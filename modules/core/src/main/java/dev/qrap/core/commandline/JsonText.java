// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.spi.Property;
import dev.qrap.spi.Property.Kind;
import java.util.ArrayList;
import java.util.List;

/** Writes JSON as libvirt does: without spaces, keys in the order given. */
public final class JsonText {

  private JsonText() {}

  /**
   * Writes an object. Dotted keys ({@code addr.path}, {@code addr.type}) become one object inside,
   * where the first of them stands.
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
    boolean isFirst = true;
    for (int index = 0; index < members.size(); index++) {
      Property member = members.get(index);
      int dot = member.key().indexOf('.', prefix);
      String group = dot < 0 ? "" : member.key().substring(0, dot + 1);
      if (dot >= 0 && !ofGroup(members.subList(0, index), group).isEmpty()) {
        continue; // written with the first of its group
      }
      if (member.kind() == Kind.LIST_ITEM
          && !ofKey(members.subList(0, index), member.key()).isEmpty()) {
        continue; // written with the first of its list
      }
      text.append(isFirst ? "" : ",");
      isFirst = false;
      text.append(string(member.key().substring(prefix, dot < 0 ? member.key().length() : dot)));
      text.append(':');
      if (member.kind() == Kind.LIST_ITEM) {
        list(text, ofKey(members.subList(index, members.size()), member.key()));
      } else if (dot < 0) {
        text.append(value(member));
      } else {
        object(text, ofGroup(members.subList(index, members.size()), group), dot + 1);
      }
    }
    text.append('}');
  }

  /** QEMU's lists of texts are lists of objects that have the text under this key. */
  private static void list(StringBuilder text, List<Property> items) {
    String before = "[";
    for (Property item : items) {
      text.append(before).append("{\"str\":").append(string(item.value())).append('}');
      before = ",";
    }
    text.append(']');
  }

  private static List<Property> ofKey(List<Property> members, String key) {
    List<Property> ofKey = new ArrayList<>();
    for (Property member : members) {
      if (member.key().equals(key)) {
        ofKey.add(member);
      }
    }
    return ofKey;
  }

  private static List<Property> ofGroup(List<Property> members, String group) {
    List<Property> ofGroup = new ArrayList<>();
    for (Property member : members) {
      if (member.key().startsWith(group)) {
        ofGroup.add(member);
      }
    }
    return ofGroup;
  }

  private static String value(Property member) {
    return switch (member.kind()) {
      case TEXT, LIST_ITEM -> string(member.value());
      case BOOLEAN -> String.valueOf(member.value().equals("on") || member.value().equals("true"));
      case NUMBER, OTHER -> member.value();
    };
  }

  private static char hexDigit(int digit) {
    return Character.forDigit(digit, 16);
  }
}
