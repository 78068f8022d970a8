// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.launch.LaunchContext;
import java.util.ArrayList;
import java.util.List;

/** Looks at all that a launch would meet, in the order in which it would. Connects to nobody. */
public final class Doctor {

  private Doctor() {}

  /**
   * Carries out all checks.
   *
   * @param host the machine
   * @param process what the process was given
   * @param keys the settings that there are
   * @param options what options set
   * @return what was found, in order
   */
  public static List<Finding> examine(
      Host host, ProcessContext process, Keys keys, List<Setting> options) {
    ConfigurationCheck configured = new ConfigurationCheck(host, process, keys, options);
    CollectingReporter reporter = new CollectingReporter();
    LaunchContext context = new LaunchContext(host, process, configured.settings(), reporter);
    Launch launch = new Launch(context);
    List<Check> checks =
        List.of(
            new ArchiveCheck(),
            new MemoryCheck(host),
            configured,
            new QemuCheck(context, launch),
            new PluginsCheck(context),
            new DescriptorsCheck(process),
            new BackendCheck(context, launch, reporter),
            new BackendProgramCheck(context, launch),
            new ConfinementCheck(host, launch),
            new KvmCheck(host));
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      findings.addAll(check.findings());
    }
    return findings;
  }
}
