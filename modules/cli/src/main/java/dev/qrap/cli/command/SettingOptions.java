// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.OwnPasst;
import dev.qrap.core.configuration.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** An option for every key of the configuration. */
final class SettingOptions {

  /** Further names: for the hurried, and for one of several. */
  private static final Map<String, String> SHORT_NAMES =
      Map.of("forward", "-p", "passt.options", "--passt-option");

  private SettingOptions() {}

  static void addTo(CommandSpec spec) {
    spec.usageMessage().sortOptions(false);
    for (Key key : Key.ALL) {
      // A list for every key: what several of one option mean is the configuration's affair.
      OptionSpec.Builder option =
          OptionSpec.builder(names(key))
              .paramLabel(key.value())
              .arity("1")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .description(key.description());
      if (key.name().equals("start")) {
        option.arity("0..1").fallbackValue(OwnPasst.PROGRAM);
      }
      spec.addOption(option.build());
    }
  }

  private static String[] names(Key key) {
    String brief = SHORT_NAMES.get(key.name());
    return brief == null ? new String[] {key.option()} : new String[] {brief, key.option()};
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
