// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.launch.LaunchContext;
import java.util.ArrayList;
import java.util.List;

/** Whether all plugins can be used, and those that settings name are there. */
final class PluginsCheck implements Check {

  private static final String NAME = "plugins";

  private final Catalog catalog;

  PluginsCheck(LaunchContext context) {
    catalog = Launch.catalog(context.host(), context.settings(), context.reporter());
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    int active = 0;
    for (Kind<?> kind : Kind.ALL) {
      try {
        active += catalog.active(kind).size();
      } catch (LaunchException e) {
        findings.add(
            Finding.fail(NAME, e, "correct the setting; qrap plugins lists what is there"));
      }
    }
    for (String warning : unclaimed()) {
      findings.add(Finding.warn("configuration", warning, "qrap --help lists the settings"));
    }
    for (PluginInfo plugin : catalog.unused()) {
      if (plugin.state() == PluginInfo.State.REJECTED) {
        findings.add(
            Finding.warn(
                NAME,
                plugin.complaint(),
                "fix or remove it; until then, launches do not use it and say so"));
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.pass(NAME, active + " plugins can be used, none is broken"));
    }
    return findings;
  }

  private List<String> unclaimed() {
    try {
      return catalog.unclaimedSettings();
    } catch (LaunchException e) {
      return List.of(); // a finding says so already
    }
  }
}
