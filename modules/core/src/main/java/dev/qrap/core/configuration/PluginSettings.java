// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import java.util.ArrayList;
import java.util.List;

/**
 * What the user set that is no setting of qrap's own, and may be one of a plugin. Only the plugins
 * know, and they are loaded later.
 *
 * @param written settings whose keys have a dot, such as {@code org.example.acme.colour}
 * @param variables variables that begin like those of settings; their keys are the variables
 */
public record PluginSettings(List<Setting> written, List<Setting> variables) {

  /** Nothing is set. */
  public static final PluginSettings NONE = new PluginSettings(List.of(), List.of());

  /** Makes the lists immutable. */
  public PluginSettings {
    written = List.copyOf(written);
    variables = List.copyOf(variables);
  }

  /**
   * The plugin that a key belongs to.
   *
   * @param key the name of a setting
   * @return what stands before its last dot; empty if there is none
   */
  public static String owner(String key) {
    return key.substring(0, Math.max(key.lastIndexOf('.'), 0));
  }

  /**
   * Whether nothing is set.
   *
   * @return true in nearly every launch
   */
  public boolean isEmpty() {
    return written.isEmpty() && variables.isEmpty();
  }

  /**
   * What was set last of what holds for a setting: options, then the variable, then files.
   *
   * @param key the name of the setting
   * @return one setting at most
   */
  public List<Setting> of(String key) {
    List<Setting> found = new ArrayList<>();
    for (Setting setting : written) {
      if (setting.key().equals(key)) {
        found.add(setting);
      }
    }
    boolean byOption = !found.isEmpty() && found.get(0).origin().startsWith("--");
    for (Setting variable : variables) {
      if (!byOption && variable.key().equals(Key.variable(key))) {
        return List.of(new Setting(key, variable.value(), variable.origin()));
      }
    }
    return found;
  }
}
