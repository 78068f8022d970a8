// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.configuration.StartedBackend;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Trust;

/**
 * What every stage of a launch starts from.
 *
 * @param host the host that qrap runs on
 * @param process what this process was given
 * @param settings what the user set
 * @param reporter where the launch says what it does
 */
public record LaunchContext(
    Host host, ProcessContext process, Settings settings, Reporter reporter) {

  /**
   * Whose sockets may be used.
   *
   * @return the rule for this process
   */
  public Trust trust() {
    return settings.get(Keys.SOCKET_OWNERS).trust(process);
  }

  /**
   * Whether and how a backend is started for the guest.
   *
   * @return what the settings say
   */
  public StartedBackend started() {
    return StartedBackend.of(settings);
  }

  /** The kinds of backend that these settings allow. */
  Backends backends(Catalog catalog) {
    return new Backends(catalog, settings.get(Keys.BACKEND), new InstalledBackends(host, process));
  }

  /** How long the search for a backend may take. */
  int timeoutMillis() {
    return settings.get(Keys.TIMEOUT) * 1000;
  }
}
