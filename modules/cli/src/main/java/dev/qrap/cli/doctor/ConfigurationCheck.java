// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import java.util.ArrayList;
import java.util.List;

/** Which files were read, what is set, and where each value came from. */
final class ConfigurationCheck implements Check {

  private static final String NAME = "configuration";

  private final List<Finding> findings = new ArrayList<>();
  private final Settings settings;

  ConfigurationCheck(Files files, ProcessContext process, Keys keys, List<Setting> options) {
    settings = read(files, process, keys, options);
  }

  /** What the other checks go by: the defaults where it cannot be used. */
  Settings settings() {
    return settings;
  }

  @Override
  public List<Finding> findings() {
    return findings;
  }

  private Settings read(Files files, ProcessContext process, Keys keys, List<Setting> options) {
    Settings read;
    try {
      read = ConfigurationReader.read(keys, LaunchForm.BARE, files, process, options);
    } catch (LaunchException e) {
      findings.add(Finding.fail(NAME, e, "correct it; what follows goes by the defaults"));
      return Settings.defaults(LaunchForm.BARE, List.of());
    }
    for (String path : ConfigurationReader.paths(process)) {
      findings.add(
          Finding.pass(NAME, path + (isThere(files, path) ? " was read" : " is not there")));
    }
    for (Setting setting : read.written()) {
      findings.add(
          Finding.pass(
              NAME, setting.key() + "=" + setting.value() + " (" + setting.origin() + ")"));
    }
    for (String warning : read.warnings()) {
      findings.add(Finding.warn(NAME, warning, "qrap --help lists the settings"));
    }
    return read;
  }

  private static boolean isThere(Files files, String path) {
    try {
      files.read(path);
      return true;
    } catch (HostException e) {
      return false; // any other reason than that has ended the reading of the configuration
    }
  }
}
