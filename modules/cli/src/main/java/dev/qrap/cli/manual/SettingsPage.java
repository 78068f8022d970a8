// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.manual;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import java.util.List;

/** qrap.properties(5): the configuration file and its keys. */
final class SettingsPage {

  private SettingsPage() {}

  /**
   * Makes it.
   *
   * @param keys the settings
   * @param version qrap's
   * @param settings where settings come from
   * @return the page in roff
   */
  static String of(Keys keys, String version, String settings) {
    ManPage page = new ManPage("qrap.properties", 5, version, "settings of qrap");
    page.section("SYNOPSIS");
    page.lines(List.of("/etc/qrap/qrap.properties", "$XDG_CONFIG_HOME/qrap/qrap.properties"));
    page.section("DESCRIPTION");
    page.paragraph(settings);
    page.paragraph(
        "A line that begins with # is a comment. There are no escapes: a value goes to the end of"
            + " its line. An unknown key or a wrong value stops a launch. qrap refuses a file of"
            + " a user other than root and you; if root runs qrap, also one that others can write. qrap plan -v shows where each value comes from.");
    page.section("KEYS");
    for (Key<?> key : keys.keys()) {
      page.item(key.name() + "=" + key.label(), text(key));
    }
    page.section("ENVIRONMENT");
    page.paragraph("Each key has a variable, which replaces what the files say.");
    page.lines(keys.keys().stream().map(Key::variable).toList());
    page.section("SEE ALSO");
    page.paragraph("qrap(1)");
    return page.toString();
  }

  /** What a setting does, and what holds without it. */
  static String text(Key<?> key) {
    return key.description() + " (default: " + key.withoutIt() + ")";
  }
}
