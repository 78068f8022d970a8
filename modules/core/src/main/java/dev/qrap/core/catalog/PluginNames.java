// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.nio.charset.StandardCharsets;

/** What plugins and families may be called: {@link dev.qrap.spi.Extension#name()}. */
final class PluginNames {

  private static final String OUR_MODULES = "dev.qrap.";

  private PluginNames() {}

  /** Throws a WrongAnswer if a name of a module's plugin breaks the rules. */
  static void check(String name, String module) {
    if (!isWellFormed(name)) {
      throw new WrongAnswer(
          "its name '" + name + "' is not made of lower-case letters, digits, dots and hyphens");
    }
    if (!isOurs(module) && name.indexOf('.') < 0) {
      throw new WrongAnswer(
          "its name '" + name + "' must begin with a reverse domain, like org.example." + name);
    }
  }

  /** Whether a module, and what is in it, belongs to qrap. */
  static boolean isOurs(String module) {
    return module.startsWith(OUR_MODULES);
  }

  /** Whether text is made of lower-case letters, digits, dots and hyphens. */
  static boolean isWellFormed(String name) {
    // A character that ISO 8859-1 does not have becomes a question mark, which no name may have.
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length == 0 || bytes[0] < 'a' || bytes[0] > 'z') {
      return false;
    }
    for (byte b : bytes) {
      boolean isLetter = b >= 'a' && b <= 'z';
      if (!isLetter && (b < '0' || b > '9') && b != '.' && b != '-') {
        return false;
      }
    }
    return true;
  }
}
