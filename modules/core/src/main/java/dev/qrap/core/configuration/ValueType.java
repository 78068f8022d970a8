// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/**
 * What the value of a setting may be: turns the text that a user wrote into a value.
 *
 * @param <T> the type of the value
 */
interface ValueType<T> {

  /** What stands for the value in help texts: {@code PATH}, {@code keep|replace}. */
  String label();

  /**
   * Reads a value.
   *
   * @param text what the user wrote, a byte string
   * @return the value
   * @throws IllegalArgumentException if the text is not such a value; the message is the reason, a
   *     phrase for people
   */
  T parse(String text);

  /** What stands between the values of a list; empty if the setting has a single value. */
  default String separator() {
    return "";
  }

  /** Whether an empty text takes an earlier value back; otherwise it is a wrong value. */
  default boolean emptyMeansUnset() {
    return true;
  }
}
