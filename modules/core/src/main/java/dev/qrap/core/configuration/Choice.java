// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import java.util.List;

/**
 * One of a few words.
 *
 * @param words the words, as users write them
 * @param values what they mean, in the same order
 * @param <T> the type of the meanings
 */
record Choice<T>(List<String> words, List<T> values) implements ValueType<T> {

  @Override
  public String label() {
    return String.join("|", words);
  }

  @Override
  public T parse(String text) {
    int index = words.indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException("it must be " + String.join(" or ", words));
    }
    return values.get(index);
  }

  @Override
  public boolean emptyMeansUnset() {
    return false;
  }
}
