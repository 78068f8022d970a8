// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import java.util.List;

/** A plugin that is not to be used: {@code KIND:NAME}. */
record ExcludedPlugin() implements ValueType<String> {

  private static final List<String> KINDS =
      List.of("filter", "machine", "locator", "backend", "exec");

  @Override
  public String label() {
    return "KIND:NAME";
  }

  @Override
  public String parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !KINDS.contains(text.substring(0, colon))) {
      throw new IllegalArgumentException(
          "each plugin must be one of " + String.join(":NAME, ", KINDS) + ":NAME");
    }
    return text;
  }
}
