// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.manual;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;

/** The table of settings in the user guide, which a test compares with this one. */
final class SettingsTable {

  private SettingsTable() {}

  /**
   * Makes it.
   *
   * @param keys the settings
   * @return lines of Markdown
   */
  static String markdown(Keys keys) {
    StringBuilder table = new StringBuilder("| key | value | what it says | default |\n");
    table.append("|---|---|---|---|\n");
    for (Key<?> key : keys.keys()) {
      table.append("| `").append(key.name());
      table.append("` | `").append(key.label().replace("|", "\\|"));
      table.append("` | ").append(key.description());
      table.append(" | ").append(key.withoutIt()).append(" |\n");
    }
    return table.toString();
  }
}
