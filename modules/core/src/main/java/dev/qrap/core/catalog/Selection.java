// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.util.Map;
import java.util.Set;

/**
 * Which plugins the user wants.
 *
 * @param forced by kind, the one that must be used: {@code machine} to {@code q35}
 * @param excluded those that must not be used, as {@code kind:name}
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
}
