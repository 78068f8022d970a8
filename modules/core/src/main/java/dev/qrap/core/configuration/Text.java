// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/**
 * Any text: a path, a name.
 *
 * @param label what stands for it in help texts
 */
record Text(String label) implements ValueType<String> {

  @Override
  public String parse(String text) {
    return text;
  }
}
