// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

/** In which order the plugins of a kind are asked. */
final class PluginOrder {

  private PluginOrder() {}

  /**
   * Whether a plugin is asked before another one of its kind: by the higher priority, then by the
   * lower name. Somebody else's profile or filter can come before qrap's own, because it knows a
   * machine or an option better. Their strategies, kinds of backends and locators cannot: a jar
   * that is only dropped in must not change how every guest connects.
   */
  static boolean precedes(Kind<?> kind, PluginInfo first, PluginInfo second) {
    boolean isByOwner = kind == Kind.EXEC || kind == Kind.BACKEND || kind == Kind.LOCATOR;
    if (isByOwner && first.isOurs() != second.isOurs()) {
      return first.isOurs();
    }
    return first.priority() != second.priority()
        ? first.priority() > second.priority()
        : first.name().compareTo(second.name()) < 0;
  }
}
