// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.OwnPasst;
import dev.qrap.core.configuration.OwnPasst.When;
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
 */
public record Selection(
    Map<String, String> forced, Set<String> excluded, boolean prefersRecommended) {

  /** All plugins, none forced. */
  public static final Selection ALL = new Selection(Map.of(), Set.of(), false);

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
    // A passt that is started has no path that QEMU could connect to.
    boolean prefersRecommended = auto && OwnPasst.of(settings).when() == When.NEVER;
    Set<String> excluded = new HashSet<>(settings.get(Keys.EXCLUDE));
    return new Selection(forced, excluded, prefersRecommended);
  }

  private static void force(Map<String, String> forced, String kind, String name) {
    if (!name.isEmpty()) {
      forced.put(kind, name);
    }
  }
}
