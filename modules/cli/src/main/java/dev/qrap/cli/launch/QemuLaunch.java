// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

import dev.qrap.cli.output.SpokenRemarks;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.launch.LaunchContext;
import java.util.List;
import java.util.ServiceLoader;

/** A launch whose messages go to standard error. {@code qrap} and {@code qrap run} share it. */
public final class QemuLaunch {

  private QemuLaunch() {}

  /**
   * Finds the machine.
   *
   * @return the one implementation of the port, which the image has
   */
  public static Host host() {
    return ServiceLoader.load(ModuleLayer.boot(), Host.class).iterator().next();
  }

  /**
   * Becomes QEMU. Returns never: it ends in another program or in an exception.
   *
   * @param host the machine
   * @param process what the process was given
   * @param keys the settings that there are
   * @param form how qrap was called
   * @param options what options of {@code qrap run} set
   * @throws LaunchException if anything fails before QEMU runs
   */
  public static void run(
      Host host, ProcessContext process, Keys keys, LaunchForm form, List<Setting> options)
      throws LaunchException {
    Settings settings = Launch.settings(keys, form, host, process, options, new SpokenRemarks());
    prepare(host, process, settings).run();
  }

  /**
   * Makes a launch that has not begun, so that it can be asked for its plan.
   *
   * @param host the machine
   * @param process what the process was given
   * @param settings what the user set
   * @return the launch
   */
  public static Launch prepare(Host host, ProcessContext process, Settings settings) {
    return new Launch(
        new LaunchContext(host, process, settings, LaunchReporter.of(host, settings)));
  }
}
