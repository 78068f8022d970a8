// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/**
 * A text that only a plugin can check.
 *
 * @param label what stands for the value in help texts; of one value if there are several
 * @param separator what stands between values; empty if there is one
 */
record PluginText(String label, String separator) implements ValueType<String> {

  @Override
  public String label() {
    return separator.isEmpty() ? label : label + separator + "...";
  }

  @Override
  public String parse(String text) {
    return text;
  }
}
