// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/** A path from the root directory. */
record AbsolutePath() implements ValueType<String> {

  @Override
  public String label() {
    return "PATH";
  }

  @Override
  public String parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("it must be a path that begins with /");
    }
    return text;
  }
}
