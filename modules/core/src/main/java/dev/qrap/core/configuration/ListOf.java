// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import java.util.ArrayList;
import java.util.List;

/**
 * Several values with a separator between them. Spaces around a value do not count, and neither do
 * empty values.
 *
 * @param separator what stands between two values, one char
 * @param element what each value may be
 * @param <T> the type of a value
 */
record ListOf<T>(String separator, ValueType<T> element) implements ValueType<List<T>> {

  @Override
  public String label() {
    return element.label() + separator + "...";
  }

  @Override
  public List<T> parse(String text) {
    List<T> values = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int next = text.indexOf(separator, start);
      int end = next < 0 ? text.length() : next;
      String value = text.substring(start, end).trim();
      if (!value.isEmpty()) {
        values.add(element.parse(value));
      }
      start = end + 1;
    }
    return values;
  }
}
