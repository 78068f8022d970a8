// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.core.configuration.Setting;
import dev.qrap.spi.Extension;
import dev.qrap.spi.PluginSetting;
import java.util.ArrayList;
import java.util.List;

/** Gives plugins their settings, and knows which settings no plugin has taken. */
final class PluginConfigurator {

  private final PluginSettings settings;

  /** The keys and variables that plugins have. */
  private final List<String> claimed = new ArrayList<>();

  PluginConfigurator(PluginSettings settings) {
    this.settings = settings;
  }

  /**
   * Gives a plugin the settings that it has and that a user has set. A plugin is asked for them
   * only if anything is set that may be one.
   *
   * @throws LaunchException if the plugin does not accept a value
   */
  void configure(PluginInfo plugin, Extension extension) throws LaunchException {
    if (settings.isEmpty()) {
      return;
    }
    for (PluginSetting declared : extension.settings()) {
      Key<String> key = Key.of(plugin.name(), declared);
      claimed.add(key.name());
      claimed.add(key.variable());
      for (Setting setting : settings.of(key.name())) {
        if (!setting.value().isEmpty()) {
          configure(extension, declared, setting);
        }
      }
    }
  }

  private static void configure(Extension extension, PluginSetting declared, Setting setting)
      throws LaunchException {
    try {
      extension.configure(declared.name(), setting.value());
    } catch (IllegalArgumentException e) {
      throw new LaunchException(setting.complaint(e.getMessage()));
    }
  }

  /** What no plugin has: warnings, one line each. */
  List<String> unclaimed() {
    List<String> warnings = new ArrayList<>();
    for (Setting variable : settings.variables()) {
      if (!claimed.contains(variable.key())) {
        warnings.add("unknown variable " + variable.key() + " is ignored");
      }
    }
    for (Setting setting : settings.written()) {
      if (claimed.contains(setting.key())) {
        continue;
      }
      if (!setting.hasPrintableKey()) {
        warnings.add(setting.unknown() + ", is ignored");
        continue;
      }
      String owner = PluginSettings.owner(setting.key());
      warnings.add(
          (setting.unknown() + " is ignored: there is no plugin " + owner + " that has it; ")
              + "install the plugin, or remove the setting");
    }
    return warnings;
  }
}
