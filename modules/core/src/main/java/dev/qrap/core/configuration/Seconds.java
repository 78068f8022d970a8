// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/**
 * A time in whole seconds. Not a {@link java.time.Duration}, whose first use would cost a launch
 * several milliseconds.
 *
 * @param least the shortest time
 * @param most the longest time
 */
record Seconds(int least, int most) implements ValueType<Integer> {

  @Override
  public String label() {
    return "SECONDS";
  }

  @Override
  public Integer parse(String text) {
    long seconds = Digits.value(text);
    if (seconds < least || seconds > most) {
      throw new IllegalArgumentException(
          "it must be a number of seconds from " + least + " to " + most);
    }
    return (int) seconds;
  }
}
