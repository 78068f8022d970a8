// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.configuration.Configuration;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
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
   * @param options what options set
   * @return what was found, in order
   */
  public static List<Finding> examine(Host host, ProcessContext process, List<Setting> options) {
    ConfigurationCheck configured = new ConfigurationCheck(host, process, options);
    Configuration configuration = configured.configuration();
    List<Check> checks =
        List.of(
            new ArchiveCheck(),
            new MemoryCheck(host),
            configured,
            new QemuCheck(host, process, configuration),
            new PluginsCheck(host, configuration),
            new DescriptorsCheck(process),
            new BackendCheck(host, process, configuration),
            new PasstCheck(host, process, configuration),
            new ConfinementCheck(host),
            new KvmCheck(host));
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      findings.addAll(check.findings());
    }
    return findings;
  }

  /** Whether QEMU is to connect by itself, which takes a QEMU that can, and a socket's path. */
  static boolean streams(Configuration configuration) {
    return "stream".equals(configuration.selection().forced().get("exec"));
  }
}
