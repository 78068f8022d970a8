// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which modules of jars are of any use: those that have plugins, and what those need. */
final class NeededModules {

  private final Collection<ModuleDescriptor> all;
  private final List<String> needed = new ArrayList<>();

  /**
   * Finds out.
   *
   * @param all the modules of all jars, also of those that are left out: what they need is of use
   *     once they are repaired
   */
  NeededModules(Collection<ModuleDescriptor> all) {
    this.all = all;
    for (ModuleDescriptor module : all) {
      for (ModuleDescriptor.Provides provided : module.provides()) {
        if (isPlugin(provided.service())) {
          add(module);
        }
      }
    }
  }

  /** Whether a module has plugins, or one that has some needs it. */
  boolean has(String name) {
    return needed.contains(name);
  }

  private static boolean isPlugin(String service) {
    for (Kind<?> kind : Kind.ALL) {
      if (kind.type().getName().equals(service)) {
        return true;
      }
    }
    return false;
  }

  /** A module can be needed by its name, or because it provides a service that another one uses. */
  private void add(ModuleDescriptor module) {
    if (needed.contains(module.name())) {
      return;
    }
    needed.add(module.name());
    for (ModuleDescriptor other : all) {
      if (requires(module, other.name()) || providesAny(other, module.uses())) {
        add(other);
      }
    }
  }

  private static boolean requires(ModuleDescriptor module, String name) {
    for (ModuleDescriptor.Requires required : module.requires()) {
      if (required.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean providesAny(ModuleDescriptor module, Collection<String> services) {
    for (ModuleDescriptor.Provides provided : module.provides()) {
      if (services.contains(provided.service())) {
        return true;
      }
    }
    return false;
  }
}
