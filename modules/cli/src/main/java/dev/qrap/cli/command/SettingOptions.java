// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.RunLine;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** An option for every key of the configuration. */
final class SettingOptions {

  private SettingOptions() {}

  static void addTo(CommandSpec spec, Keys keys) {
    spec.usageMessage().sortOptions(false);
    for (Key<?> key : keys.keys()) {
      // A list for every key: the configuration decides what several options of one key mean.
      spec.addOption(
          OptionSpec.builder(names(key))
              .paramLabel(key.label())
              .arity("1")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .description(key.description() + " (default: " + key.withoutIt() + ")")
              .build());
    }
    spec.addOption(
        OptionSpec.builder(RunLine.SET)
            .paramLabel("KEY=VALUE")
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("any setting, also one of a plugin that has no option here")
            .build());
  }

  private static String[] names(Key<?> key) {
    List<String> names = new ArrayList<>(key.aliases());
    names.add(key.option());
    return names.toArray(new String[0]);
  }

  /**
   * What the user set with them; options of one key in their order.
   *
   * @throws LaunchException if a setting has no value
   */
  static List<Setting> of(ParseResult parsed, Keys keys) throws LaunchException {
    List<Setting> settings = new ArrayList<>();
    for (Key<?> key : keys.keys()) {
      for (String value : parsed.matchedOptionValue(key.option(), List.<String>of())) {
        settings.add(new Setting(key.name(), value, key.option()));
      }
    }
    for (String set : parsed.matchedOptionValue(RunLine.SET, List.<String>of())) {
      Optional<Setting> setting = RunLine.setting(set);
      if (setting.isEmpty()) {
        throw new LaunchException(
            "'" + set + "' is not like KEY=VALUE; see the option " + RunLine.SET);
      }
      settings.add(setting.get());
    }
    return settings;
  }
}
