// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.Extension;
import dev.qrap.spi.PluginSetting;
import java.util.List;

/**
 * A plugin whose calls are watched and whose answers are checked: what the catalog gives out in its
 * place. There is one subclass for each kind, with a method for each that the kind has.
 *
 * @param <T> the interface of its kind
 */
abstract class CheckedPlugin<T extends Extension> implements Extension {

  /** The plugin itself. */
  final T own;

  private final PluginInfo plugin;
  private final PluginCalls calls;

  CheckedPlugin(PluginInfo plugin, T own, PluginCalls calls) {
    this.plugin = plugin;
    this.own = own;
    this.calls = calls;
  }

  /** A call of a method begins; {@link #end} follows, whatever comes of it. */
  final void begin(String method) {
    calls.begin(plugin, method);
  }

  final void end() {
    calls.end();
  }

  /** The calls, for what a plugin asks qrap for. */
  final PluginCalls calls() {
    return calls;
  }

  @Override
  public final String name() {
    return plugin.name();
  }

  @Override
  public final int priority() {
    return plugin.priority();
  }

  @Override
  public final List<PluginSetting> settings() {
    begin("settings");
    try {
      return Answers.settings(own.settings());
    } finally {
      end();
    }
  }

  @Override
  public final void configure(String setting, String value) {
    begin("configure");
    try {
      own.configure(setting, value);
    } finally {
      end();
    }
  }
}
