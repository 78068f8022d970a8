// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.manual;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;

/** The configuration file that a package brings along: it sets nothing and shows all keys. */
final class SettingsFile {

  private SettingsFile() {}

  /**
   * Makes it.
   *
   * @param keys the settings
   * @return its lines
   */
  static String text(Keys keys) {
    StringBuilder text =
        new StringBuilder("# Settings of qrap for all users; qrap.properties(5) explains them.\n");
    for (Key<?> key : keys.keys()) {
      text.append("\n# ").append(SettingsPage.text(key)).append('\n');
      text.append('#').append(key.name()).append('=').append(key.label()).append('\n');
    }
    return text.toString();
  }
}
