// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.output.SpokenRemarks;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.BackendStart;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.PlannedConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A launch whose plan is shown and not carried out. Knows nothing of picocli.
 *
 * @param host the machine
 * @param launched the process with the arguments that would be launched
 * @param keys the settings that there are
 * @param form which launch it would be
 */
record ShownPlan(Host host, ProcessContext launched, Keys keys, LaunchForm form) {

  static final String SHELL = "--shell";
  static final String JSON = "--json";
  static final String VERBOSE = "--verbose";
  static final String VERBOSE_SHORT = "-v";

  /** How it is printed. */
  enum Form {
    TEXT,
    SHELL,
    JSON;

    /** The one that the flags ask for, of which there is one at most. */
    static Form of(boolean shell, boolean json) {
      return shell ? SHELL : json ? JSON : TEXT;
    }
  }

  /**
   * Prints the plan on standard output.
   *
   * @param options what options set
   * @param output how it is printed
   * @param verbose whether to say also where settings come from, and which plugins are not used
   * @throws LaunchException if there is no plan, or nobody can read it
   */
  void show(List<Setting> options, Form output, boolean verbose) throws LaunchException {
    Settings settings = Launch.settings(keys, form, host, launched, options, new SpokenRemarks());
    Launch launch = QemuLaunch.prepare(host, launched, settings);
    LaunchPlan plan = launch.plan(launched.arguments());
    List<List<String>> starts = new ArrayList<>();
    for (PlannedConnection connection : plan.connections()) {
      Optional<BackendStart> start = launch.start(connection);
      starts.add(start.isPresent() ? start.get().display() : List.of());
    }
    PlanPrinter printer =
        new PlanPrinter(
            plan, settings, launch.warnings(plan), starts, launch.unusedPlugins(), verbose);
    StandardOutput.write(
        switch (output) {
          case TEXT -> printer.text();
          case SHELL -> printer.shell();
          case JSON -> printer.json();
        });
  }
}
