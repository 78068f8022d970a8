// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.output.JsonWriter;
import dev.qrap.cli.output.SpokenRemarks;
import dev.qrap.cli.output.Table;
import dev.qrap.core.LaunchException;
import dev.qrap.core.Printable;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import dev.qrap.spi.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code qrap plugins} prints. */
record PluginList(List<PluginInfo> plugins) {

  /** The plugins that the settings are about. */
  static Catalog catalog(Host host, ProcessContext process) throws LaunchException {
    return Launch.catalog(host, ConfigurationReader.read(host, process), new SpokenRemarks());
  }

  static PluginList of(Catalog catalog) throws LaunchException {
    List<PluginInfo> plugins = new ArrayList<>();
    for (Kind<?> kind : Kind.ALL) {
      for (LoadedPlugin<? extends Extension> active : catalog.active(kind)) {
        plugins.add(active.plugin());
      }
    }
    plugins.addAll(catalog.unused());
    return new PluginList(plugins);
  }

  String table() {
    Table table = new Table();
    table.row("KIND", "NAME", "MODULE", "VERSION", "ORIGIN", "PRIORITY", "STATE");
    for (PluginInfo plugin : plugins) {
      String reason = plugin.reason().isEmpty() ? "" : " (" + plugin.reason() + ")";
      table.row(
          kind(plugin),
          plugin.name(),
          plugin.module(),
          plugin.version(),
          plugin.origin(),
          Integer.toString(plugin.priority()),
          state(plugin) + reason);
    }
    return table.text();
  }

  String json() {
    JsonWriter json = new JsonWriter().array();
    for (PluginInfo plugin : plugins) {
      json.object();
      json.key("kind").string(kind(plugin));
      json.key("name").string(plugin.name());
      json.key("module").string(plugin.module());
      json.key("version").string(plugin.version());
      json.key("origin").string(plugin.origin());
      json.key("priority").number(plugin.priority());
      json.key("state").string(state(plugin));
      json.key("reason").string(plugin.reason());
      json.endObject();
    }
    return json.endArray().text();
  }

  /** What is broken, and why, a line each; empty where nothing is. */
  String broken() {
    StringBuilder lines = new StringBuilder();
    for (PluginInfo plugin : plugins) {
      if (plugin.state() == PluginInfo.State.REJECTED) {
        lines.append(Printable.line(plugin.complaint())).append('\n');
      }
    }
    return lines.toString();
  }

  /** A jar that could not be loaded is of no kind. */
  private static String kind(PluginInfo plugin) {
    return plugin.kind().isEmpty() ? "jar" : plugin.kind();
  }

  private static String state(PluginInfo plugin) {
    return plugin.state().name().toLowerCase(Locale.ROOT);
  }
}
