// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.PluginInfo.State;
import dev.qrap.core.configuration.Key;
import dev.qrap.spi.Extension;
import dev.qrap.spi.PluginSetting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The plugins, found by {@link java.util.ServiceLoader} and made by kind when a stage asks for
 * them. A provider that fails is left out with its reason; the others go on.
 */
public final class Catalog {

  /** Where providers come from; tests bring their own. */
  public interface Source {

    /**
     * The providers of a kind, those of the image first.
     *
     * @param kind the kind
     * @param <T> its interface
     * @return each made when its {@code get} is called
     */
    <T extends Extension> Iterator<ServiceLoader.Provider<T>> providers(Kind<T> kind);

    /**
     * Where a provider comes from.
     *
     * @param type its class
     * @return {@link PluginInfo#IMAGE} or the path of a jar
     */
    String origin(Class<?> type);

    /**
     * The jars that could not be loaded.
     *
     * @return each with its reason; empty as long as no providers were asked for
     */
    List<PluginInfo> broken();
  }

  /** ServiceLoader can fail at every provider; this many failures in a kind are enough to see. */
  private static final int MAX_FAILURES = 100;

  private final Selection selection;
  private final Source source;
  private final PluginCalls calls;
  private final ExitWatch exits;

  /** By kind, the plugins that a launch can use; the list is always of the kind's own type. */
  private final Map<Kind<?>, List<? extends LoadedPlugin<?>>> active = new HashMap<>();

  private final List<PluginInfo> unused = new ArrayList<>();
  private final PluginConfigurator configurator;

  /**
   * A catalog.
   *
   * @param selection which providers the user wants
   * @param source where they come from
   * @param remarks where it is said that a plugin is slow
   */
  public Catalog(Selection selection, Source source, Remarks remarks) {
    this.selection = selection;
    this.source = source;
    this.configurator = new PluginConfigurator(selection.settings());
    this.calls = new PluginCalls(remarks);
    this.exits = new ExitWatch(calls, remarks);
  }

  /**
   * The plugins of a kind that a launch can use.
   *
   * @param kind the kind
   * @param <T> its interface
   * @return qrap's own first unless it is a filter or a profile, then the higher priority, then by
   *     name; empty where there are none
   * @throws LaunchException if the configuration names one that is not there or not unique
   */
  @SuppressWarnings("unchecked") // see the field: only this method writes it
  public <T extends Extension> List<LoadedPlugin<T>> active(Kind<T> kind) throws LaunchException {
    List<LoadedPlugin<T>> known = (List<LoadedPlugin<T>>) active.get(kind);
    if (known == null) {
      known = instantiate(kind);
      leaveOutExcluded(kind, known);
      leaveOutAllButForced(kind, known);
      known = List.copyOf(known);
      active.put(kind, known);
    }
    return known;
  }

  /**
   * Takes a plugin out of this launch because one of its methods failed.
   *
   * @param failed the plugin
   * @param method the name of the method
   * @param failure what it threw, or a {@link WrongAnswer}
   * @return what is said of it
   * @throws LaunchException if a setting names this plugin: then no other can take its place
   */
  public PluginInfo reject(LoadedPlugin<?> failed, String method, Throwable failure)
      throws LaunchException {
    for (Map.Entry<Kind<?>, List<? extends LoadedPlugin<?>>> ofKind : active.entrySet()) {
      ofKind.setValue(without(failed, ofKind.getValue()));
    }
    PluginInfo rejected =
        failed.plugin().in(State.REJECTED, PluginFailure.ofMethod(method, failure));
    unused.add(rejected);
    if (rejected.name().equals(selection.forced().get(rejected.kind()))) {
      throw new LaunchException(
          ("the plugin that the setting " + rejected.kind() + "=" + rejected.name())
              + (" names cannot be used: " + rejected.reason())
              + "; fix the plugin, or change the setting");
    }
    return rejected;
  }

  private static <T extends LoadedPlugin<?>> List<T> without(
      LoadedPlugin<?> left, List<T> plugins) {
    List<T> others = new ArrayList<>(plugins);
    others.removeIf(plugin -> plugin.extension() == left.extension());
    return List.copyOf(others);
  }

  /**
   * Takes a plugin out of this launch because the method of it that was called last failed.
   *
   * @param failed the plugin
   * @param failure what it threw, or a {@link WrongAnswer}
   * @return what is said of it
   * @throws LaunchException if a setting names this plugin: then no other can take its place
   */
  public PluginInfo reject(LoadedPlugin<?> failed, Throwable failure) throws LaunchException {
    return reject(failed, calls.method(), failure);
  }

  /**
   * Whether the user chose one plugin of a kind by name.
   *
   * @param kind the kind
   * @return true if that one alone is {@linkplain #active active}
   */
  public boolean isForced(Kind<?> kind) {
    return selection.forced().containsKey(kind.name());
  }

  /**
   * Whether the user excludes a plugin, or a family of a filter.
   *
   * @param kind the kind
   * @param name the plugin's or the family's name
   * @return true if the selection has it
   */
  public boolean isExcluded(Kind<?> kind, String name) {
    return selection.excluded().contains(kind.name() + ":" + name);
  }

  /**
   * Whether a strategy that recommends itself comes before the others.
   *
   * @return as the selection says
   */
  public boolean prefersRecommended() {
    return selection.prefersRecommended();
  }

  /**
   * The plugins that a launch does not use, of the kinds that were asked for so far.
   *
   * @return each with its reason, jars that could not be loaded first
   */
  public List<PluginInfo> unused() {
    List<PluginInfo> all = new ArrayList<>(source.broken());
    all.addAll(unused);
    return List.copyOf(all);
  }

  /**
   * What was set that belongs to no plugin. All plugins are made for it, if anything was set that
   * may belong to one.
   *
   * @return warnings, one line each: a plugin that was removed must not stop every launch
   * @throws LaunchException if the configuration names a plugin that is not there or not unique
   */
  public List<String> unclaimedSettings() throws LaunchException {
    if (selection.settings().isEmpty()) {
      return List.of();
    }
    for (Kind<?> kind : Kind.ALL) {
      active(kind);
    }
    return configurator.unclaimed();
  }

  /**
   * The settings of all plugins. All plugins are made for it.
   *
   * @return in the order of the kinds, then in that of the plugins
   * @throws LaunchException if the configuration names a plugin that is not there or not unique
   */
  public List<Key<?>> settingKeys() throws LaunchException {
    List<Key<?>> keys = new ArrayList<>();
    for (Kind<?> kind : Kind.ALL) {
      for (LoadedPlugin<?> plugin : active(kind)) {
        try {
          for (PluginSetting setting : plugin.extension().settings()) {
            keys.add(Key.of(plugin.plugin().name(), setting));
          }
        } catch (RuntimeException | LinkageError failure) {
          reject(plugin, "settings", failure);
        }
      }
    }
    return keys;
  }

  /**
   * The error that says that a stage has no plugin left: which settings left some out, and then
   * which are broken.
   *
   * @param kind the stage's kind
   * @param missing what is missing, for people: "no way to connect QEMU"
   * @return the error
   */
  public LaunchException nothingLeft(Kind<?> kind, String missing) {
    return nothingLeft(kind, List.of(missing));
  }

  /**
   * The error that says that a stage has no plugin left.
   *
   * @param kind the stage's kind
   * @param missing what is missing, for people, and in further lines why
   * @return the error
   */
  public LaunchException nothingLeft(Kind<?> kind, List<String> missing) {
    List<String> message = new ArrayList<>(missing);
    List<String> settings = new ArrayList<>();
    for (PluginInfo plugin : unused) {
      boolean isExcluded = plugin.state() == State.EXCLUDED && plugin.kind().equals(kind.name());
      if (isExcluded && !settings.contains(plugin.reason())) {
        settings.add(plugin.reason());
      }
    }
    settings.sort(null);
    if (!settings.isEmpty()) {
      message.add(
          "  these settings leave out plugins of this kind: " + String.join(", ", settings));
    }
    for (PluginInfo plugin : unused()) {
      boolean isOfKind = plugin.kind().equals(kind.name()) || plugin.kind().isEmpty();
      if (isOfKind && plugin.state() == State.REJECTED) {
        message.add("  " + plugin.complaint());
      }
    }
    return new LaunchException(message);
  }

  private <T extends Extension> List<LoadedPlugin<T>> instantiate(Kind<T> kind)
      throws LaunchException {
    List<LoadedPlugin<T>> plugins = new ArrayList<>();
    Iterator<ServiceLoader.Provider<T>> providers = source.providers(kind);
    int failures = 0;
    while (failures < MAX_FAILURES) {
      PluginMaker<T> maker = maker(kind, kind.type());
      try {
        if (!providers.hasNext()) {
          break;
        }
        ServiceLoader.Provider<T> provider = providers.next();
        maker = maker(kind, provider.type());
        insertUnique(kind, plugins, maker.make(provider));
      } catch (ServiceConfigurationError | LinkageError | RuntimeException failure) {
        failures++;
        unused.add(maker.rejected(failure));
      }
    }
    return plugins;
  }

  private <T extends Extension> PluginMaker<T> maker(Kind<T> kind, Class<?> type) {
    PluginInfo provider = PluginInfo.of(kind, type, source.origin(type), type.getName(), 0);
    exits.watch(provider);
    return new PluginMaker<>(kind, provider, calls, configurator);
  }

  /** Of plugins with the same name one is used: the image's, or that of the first jar by path. */
  private <T extends Extension> void insertUnique(
      Kind<T> kind, List<LoadedPlugin<T>> plugins, LoadedPlugin<T> added) throws LaunchException {
    LoadedPlugin<T> other = null;
    for (LoadedPlugin<T> plugin : plugins) {
      other = plugin.plugin().name().equals(added.plugin().name()) ? plugin : other;
    }
    if (other == null) {
      insert(kind, plugins, added);
    } else if (!other.plugin().origin().equals(PluginInfo.IMAGE)
        && added.plugin().origin().compareTo(other.plugin().origin()) < 0) {
      leaveOutDuplicate(other, added);
      plugins.remove(other);
      insert(kind, plugins, added);
    } else {
      leaveOutDuplicate(added, other);
    }
  }

  private void leaveOutDuplicate(LoadedPlugin<?> left, LoadedPlugin<?> used)
      throws LaunchException {
    PluginInfo plugin = left.plugin();
    String name = plugin.kind() + ":" + plugin.name();
    if (plugin.name().equals(selection.forced().get(plugin.kind()))) {
      throw new LaunchException(
          ("two plugins are called " + name + ", one in " + place(used.plugin()))
              + (" and one in " + place(plugin) + "; remove one of them"));
    }
    unused.add(
        plugin.in(State.REJECTED, name + " is also in " + place(used.plugin()) + ", and used"));
  }

  private static String place(PluginInfo plugin) {
    String from = plugin.origin().equals(PluginInfo.IMAGE) ? "" : " (" + plugin.origin() + ")";
    return "module " + plugin.module() + from;
  }

  private static <T extends Extension> void insert(
      Kind<T> kind, List<LoadedPlugin<T>> plugins, LoadedPlugin<T> added) {
    int index = 0;
    while (index < plugins.size()
        && PluginOrder.precedes(kind, plugins.get(index).plugin(), added.plugin())) {
      index++;
    }
    plugins.add(index, added);
  }

  private <T extends Extension> void leaveOutExcluded(Kind<T> kind, List<LoadedPlugin<T>> plugins)
      throws LaunchException {
    String prefix = kind.name() + ":";
    List<LoadedPlugin<T>> all = List.copyOf(plugins); // a plugin and its families can be excluded
    for (String excluded : selection.excluded()) {
      if (excluded.startsWith(prefix)) {
        String name = excluded.substring(prefix.length());
        LoadedPlugin<T> plugin = named(all, kind, name, "exclude=" + excluded);
        if (plugin.plugin().name().equals(name)) {
          plugins.remove(plugin);
        }
        unused.add(plugin.plugin().family(name).in(State.EXCLUDED, "exclude=" + excluded));
      }
    }
  }

  private <T extends Extension> void leaveOutAllButForced(
      Kind<T> kind, List<LoadedPlugin<T>> plugins) throws LaunchException {
    String name = selection.forced().get(kind.name());
    if (name == null) {
      return;
    }
    String setting = kind.name() + "=" + name;
    LoadedPlugin<T> forced = named(plugins, kind, name, setting);
    for (LoadedPlugin<T> plugin : plugins) {
      if (plugin.extension() != forced.extension()) {
        unused.add(plugin.plugin().in(State.EXCLUDED, setting));
      }
    }
    plugins.removeIf(plugin -> plugin.extension() != forced.extension());
  }

  /** The plugin that a setting names, or that has the family that a setting names. */
  private <T extends Extension> LoadedPlugin<T> named(
      List<LoadedPlugin<T>> plugins, Kind<T> kind, String name, String setting)
      throws LaunchException {
    StringBuilder known = new StringBuilder();
    for (LoadedPlugin<T> plugin : plugins) {
      if (plugin.names().contains(name)) {
        return plugin;
      }
      for (String other : plugin.names()) {
        known.append(known.length() == 0 ? "" : ", ").append(other);
      }
    }
    throw nothingLeft(
        kind,
        ("the setting " + setting + " names no plugin that can be used; ")
            + (known.length() == 0 ? "there is none" : "those that can be used are " + known));
  }
}
