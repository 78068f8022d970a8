// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.core.configuration.Settings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which plugins the user wants.
 *
 * @param forced by kind, the one that must be used: {@code machine} to {@code q35}
 * @param excluded those that must not be used, as {@code kind:name}; also families of filters
 * @param prefersRecommended whether a strategy that recommends itself comes before the others
 * @param settings what may be settings of the plugins
 */
public record Selection(
    Map<String, String> forced,
    Set<String> excluded,
    boolean prefersRecommended,
    PluginSettings settings) {

  /** All plugins, none forced, none configured. */
  public static final Selection ALL = new Selection(Map.of(), Set.of(), false);

  /**
   * A selection without settings of plugins.
   *
   * @param forced as in the record
   * @param excluded as in the record
   * @param prefersRecommended as in the record
   */
  public Selection(Map<String, String> forced, Set<String> excluded, boolean prefersRecommended) {
    this(forced, excluded, prefersRecommended, PluginSettings.NONE);
  }

  /** Makes the collections immutable. */
  public Selection {
    forced = Map.copyOf(forced);
    excluded = Set.copyOf(excluded);
  }

  /**
   * What the settings say.
   *
   * @param settings the settings
   * @return which plugins they want
   */
  public static Selection of(Settings settings) {
    Map<String, String> forced = new HashMap<>();
    force(forced, "machine", settings.get(Keys.MACHINE));
    force(forced, "locator", settings.get(Keys.LOCATOR));
    String exec = settings.get(Keys.EXEC);
    boolean auto = exec.equals(Keys.AUTO);
    force(forced, "exec", auto ? "" : exec);
    Set<String> excluded = new HashSet<>(settings.get(Keys.EXCLUDE));
    return new Selection(forced, excluded, auto, settings.plugins());
  }

  private static void force(Map<String, String> forced, String kind, String name) {
    if (!name.isEmpty()) {
      forced.put(kind, name);
    }
  }
}
