// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.spi.Need;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What tests ask of plans that have one connection at most. */
public final class Plans {

  private Plans() {}

  /** The settings of the bare form with a policy. */
  public static Settings settings(NicPolicy policy) {
    return settings(LaunchForm.BARE, "nic=" + policy.name().toLowerCase(Locale.ROOT));
  }

  /** Settings, each written as {@code key=value}. */
  public static Settings settings(LaunchForm form, String... written) {
    List<Setting> settings = new ArrayList<>();
    for (String line : written) {
      String[] parts = line.split("=", 2);
      settings.add(new Setting(parts[0], parts[1], "a test"));
    }
    try {
      return Settings.of(Keys.ALL, form, settings, PluginSettings.NONE);
    } catch (LaunchException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Need need(LaunchPlan plan) {
    return plan.connections().isEmpty() ? Need.NONE : plan.connections().get(0).need();
  }

  public static int descriptor(LaunchPlan plan) {
    return plan.connections().get(0).descriptor();
  }

  /** The arguments with a path for each connection. */
  public static List<String> filled(LaunchPlan plan, String path) {
    return plan.filled(Collections.nCopies(plan.connections().size(), path));
  }
}
