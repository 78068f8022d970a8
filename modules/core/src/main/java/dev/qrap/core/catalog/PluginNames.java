// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

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
    if (name.isEmpty() || !isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
