// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.core.catalog.Selection;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Trust;
import java.util.List;
import java.util.Set;

/**
 * What the user configured, every value checked. Made by {@link ConfigurationReader}.
 *
 * @param keepsCards whether the user's network card stays and only its backend changes
 * @param socket the socket to use, a path; empty where the locators decide
 * @param owners user ids whose sockets may be used besides root's and the own
 * @param rootTrustsNobody whether {@code nobody}'s sockets may be used when root runs qrap
 * @param passt whether and how a passt is started for the guest
 * @param selection which plugins to use
 * @param pluginPath folders of plugin jars, and jars, besides the image's {@code plugins} folder
 * @param qemu the QEMU to run in patch mode, a name or a path; empty where the usual names are
 *     tried
 * @param timeoutMillis how long the search for a backend may take, in milliseconds
 * @param debug whether every attempt is logged
 * @param settings what was set, and where, for {@code qrap plan -v}
 * @param warnings what is wrong but stops nothing, one line each
 */
public record Configuration(
    boolean keepsCards,
    String socket,
    Set<Long> owners,
    boolean rootTrustsNobody,
    OwnPasst passt,
    Selection selection,
    List<String> pluginPath,
    String qemu,
    int timeoutMillis,
    boolean debug,
    List<Setting> settings,
    List<String> warnings) {

  /** Makes the collections immutable. */
  public Configuration {
    owners = Set.copyOf(owners);
    pluginPath = List.copyOf(pluginPath);
    settings = List.copyOf(settings);
    warnings = List.copyOf(warnings);
  }

  /** How long the search for a backend may take unless somebody says otherwise. */
  static final int DEFAULT_TIMEOUT_SECONDS = 30;

  /**
   * What holds where the configuration cannot be used.
   *
   * @param warning why it cannot
   * @return the defaults, with the warning
   */
  public static Configuration defaults(String warning) {
    return new Configuration(
        true,
        "",
        Set.of(),
        true,
        OwnPasst.NEVER,
        Selection.ALL,
        List.of(),
        "",
        DEFAULT_TIMEOUT_SECONDS * 1000,
        false,
        List.of(),
        List.of(warning));
  }

  /**
   * Whose sockets may be used.
   *
   * @param process who runs qrap
   * @return the rule
   */
  public Trust trust(ProcessContext process) {
    boolean nobody = rootTrustsNobody && process.user() == 0 && process.nobodyMapped();
    return new Trust(process.user(), nobody, owners);
  }
}
