// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Configuration;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import java.util.ArrayList;
import java.util.List;

/** Which files were read, what is set, and where each value came from. */
final class ConfigurationCheck implements Check {

  private static final String NAME = "configuration";

  private final List<Finding> findings = new ArrayList<>();
  private final Configuration configuration;

  ConfigurationCheck(Host host, ProcessContext process, List<Setting> options) {
    configuration = read(host, process, options);
  }

  /** What the other checks go by: the defaults where it cannot be used. */
  Configuration configuration() {
    return configuration;
  }

  @Override
  public List<Finding> findings() {
    return findings;
  }

  private Configuration read(Host host, ProcessContext process, List<Setting> options) {
    Configuration read;
    try {
      read = ConfigurationReader.read(host, process, options);
    } catch (LaunchException e) {
      findings.add(
          Finding.fail(NAME, e.getMessage(), "correct it; what follows goes by the defaults"));
      return Configuration.defaults("");
    }
    for (String file : ConfigurationReader.files(process)) {
      findings.add(
          Finding.pass(NAME, file + (isThere(host, file) ? " was read" : " is not there")));
    }
    for (Setting setting : read.settings()) {
      findings.add(
          Finding.pass(
              NAME, setting.key() + "=" + setting.value() + " (" + setting.origin() + ")"));
    }
    for (String warning : read.warnings()) {
      findings.add(Finding.warn(NAME, warning, "qrap --help lists the settings"));
    }
    return read;
  }

  private static boolean isThere(Host host, String file) {
    try {
      host.read(file);
      return true;
    } catch (HostException e) {
      return false; // any other reason than that has ended the reading of the configuration
    }
  }
}
