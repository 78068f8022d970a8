// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.Extension;

/**
 * A plugin that a launch can use.
 *
 * @param plugin what the catalog knows of it
 * @param extension the provider itself; any of its methods may throw, see {@link Catalog#reject}
 * @param <T> the interface of its kind
 */
public record LoadedPlugin<T extends Extension>(PluginInfo plugin, T extension) {}
