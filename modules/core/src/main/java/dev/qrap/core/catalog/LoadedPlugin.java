// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.Extension;
import java.util.List;

/**
 * A plugin that a launch can use.
 *
 * @param plugin what the catalog knows of it
 * @param extension the provider itself; any of its methods may throw, see {@link Catalog#reject}
 * @param names its own name, then those of its families, if it is a filter that has some
 * @param <T> the interface of its kind
 */
public record LoadedPlugin<T extends Extension>(
    PluginInfo plugin, T extension, List<String> names) {

  /**
   * Checks what a filter says of an option.
   *
   * @param family what {@link dev.qrap.spi.ArgFilter#family} answered
   * @return the same
   * @throws WrongAnswer if it is none of the names
   */
  public String checkedFamily(String family) {
    if (family == null || !names.contains(family)) {
      throw new WrongAnswer("returned '" + family + "', which families() does not have");
    }
    return family;
  }
}
