// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Setting;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** An option for every key of the configuration. */
final class SettingOptions {

  private SettingOptions() {}

  static void addTo(CommandSpec spec) {
    spec.usageMessage().sortOptions(false);
    for (Key key : Key.ALL) {
      // A list for every key: what several of one option mean is the configuration's affair.
      spec.addOption(
          OptionSpec.builder(key.option())
              .paramLabel(key.value())
              .arity("1")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .description(key.description())
              .build());
    }
  }

  /** What the user set with them; options of one key in their order. */
  static List<Setting> of(ParseResult parsed) {
    List<Setting> settings = new ArrayList<>();
    for (Key key : Key.ALL) {
      for (String value : parsed.matchedOptionValue(key.option(), List.<String>of())) {
        settings.add(new Setting(key.name(), value, key.option()));
      }
    }
    return settings;
  }
}
