// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * A key and its value in a {@link QemuOption}, or in one that is to be written.
 *
 * @param key the key, as QEMU sees it: unescaped, and {@code driver} or {@code type} if the line
 *     left it out; empty only for a plain value under no key
 * @param value the value, unescaped; for {@link Kind#OTHER} the JSON text itself
 * @param kind its JSON type; QEMU checks types in JSON. In plain notation all values are {@link
 *     Kind#TEXT}
 * @since 0.1
 */
@ImplementedByPlugins
@ProvidedByQrap
public record Property(String key, String value, Kind kind) {

  /**
   * The JSON type of a value.
   *
   * @since 0.1
   */
  @ImplementedByPlugins
  @ProvidedByQrap
  public enum Kind {
    /** A string. */
    TEXT,
    /** A number; the value is its digits. */
    NUMBER,
    /** A truth value; the value is {@code true} or {@code false}, {@code on} or {@code off}. */
    BOOLEAN,
    /**
     * One text of a list: all properties with the same key are that list. In plain notation the key
     * is repeated; in JSON it is an array of objects, with the text under {@code str} (QEMU's
     * {@code StringList}).
     *
     * @since 0.2
     */
    LIST_ITEM,
    /** An object, an array or null. */
    OTHER
  }

  /**
   * Checks that nothing is null.
   *
   * @param key as in the record
   * @param value as in the record
   * @param kind as in the record
   */
  public Property {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * A property with a text.
   *
   * @param key the key
   * @param value the value, unescaped
   * @return the property
   */
  public static Property text(String key, String value) {
    return new Property(key, value, Kind.TEXT);
  }

  /**
   * A property with a truth value.
   *
   * @param key the key
   * @param value the value; {@code on} or {@code off} in plain notation
   * @return the property
   */
  public static Property truth(String key, boolean value) {
    return new Property(key, value ? "on" : "off", Kind.BOOLEAN);
  }

  /**
   * A property with a number.
   *
   * @param key the key
   * @param value the value
   * @return the property
   */
  public static Property number(String key, long value) {
    return new Property(key, Long.toString(value), Kind.NUMBER);
  }

  /**
   * One text of a list.
   *
   * @param key the key of the list
   * @param value the text, unescaped
   * @return the property
   * @since 0.2
   */
  public static Property item(String key, String value) {
    return new Property(key, value, Kind.LIST_ITEM);
  }
}
