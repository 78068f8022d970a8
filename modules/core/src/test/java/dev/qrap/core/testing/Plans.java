// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.plan.Invocation;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.Planner;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.plan.RunningBackends;
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

  /** The usual QEMU. */
  public static final QemuCommand KVM = new QemuCommand("kvm", "/usr/bin/kvm");

  /**
   * The plan of a line in patch mode, with no backend that runs.
   *
   * @param file what {@code -readconfig} reads, whatever it names
   * @param line QEMU's arguments, with spaces between them
   */
  public static LaunchPlan of(Catalog catalog, Settings settings, String file, String line)
      throws LaunchException {
    return new Planner(
            catalog,
            Processes.of(List.of()),
            path -> file,
            settings,
            new Backends(catalog, "", BackendHost.BARE),
            RunningBackends.NONE)
        .plan(
            new Invocation(Invocation.Mode.PATCH, 0, "", List.of(line.split(" "))),
            List.of(KVM),
            FakeQemu.of(KVM));
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
