// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;
import java.util.Objects;

/**
 * An option of QEMU's command line, or of a file that the line names with {@code -readconfig}.
 *
 * @param index the place of its first argument in the line, from 0; of an option in a file that of
 *     the {@code -readconfig}
 * @param name its name without dashes: {@code device}; {@code M} is given as {@code machine}
 * @param value the text of its value exactly as on the line; empty if it has none, and for an
 *     option in a file
 * @param notation how the value is written
 * @param properties the value's keys and values, in the order of the line, and after them what
 *     later {@code -set} options say; empty if the value is missing or malformed
 * @since 0.1
 */
@ProvidedByQrap
public record QemuOption(
    int index, String name, String value, Notation notation, List<Property> properties) {

  /**
   * How an option's value is written.
   *
   * @since 0.1
   */
  @ProvidedByQrap
  public enum Notation {
    /** There is no value. */
    NONE,
    /** {@code e1000,netdev=n0}, with commas doubled inside values. */
    PLAIN,
    /** A JSON object. */
    JSON,
    /** It begins like JSON and is not; QEMU will refuse it. */
    MALFORMED,
    /** As a section of a file that {@code -readconfig} names. */
    FILE
  }

  /**
   * Checks the name and makes the list immutable.
   *
   * @param index as in the record
   * @param name as in the record
   * @param value as in the record
   * @param notation as in the record
   * @param properties as in the record
   */
  public QemuOption {
    if (index < 0 || name.isEmpty()) {
      throw new IllegalArgumentException("option '" + name + "' at " + index);
    }
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(notation, "notation");
    properties = List.copyOf(properties);
  }

  /**
   * The value of a key.
   *
   * @param key the key
   * @return the value; of a repeated key the last one, which is the one that QEMU uses; empty if
   *     the key is missing or its value is empty
   */
  public String get(String key) {
    for (int i = properties.size() - 1; i >= 0; i--) {
      if (properties.get(i).key().equals(key)) {
        return properties.get(i).value();
      }
    }
    return "";
  }
}
