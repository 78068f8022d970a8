// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.core.LaunchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the user set, every value checked. Made by {@link ConfigurationReader}. */
public final class Settings {

  /** By key, a value of the key's own type; only {@link #of} writes it. */
  private final Map<Key<?>, Object> values = new HashMap<>();

  private final LaunchForm form;
  private final List<Setting> written;
  private final List<String> warnings;

  private final PluginSettings plugins;
  private final CardSettings cards;

  private Settings(
      LaunchForm form,
      List<Setting> written,
      PluginSettings plugins,
      CardSettings cards,
      List<String> warnings) {
    this.cards = cards;
    this.form = form;
    this.written = List.copyOf(written);
    this.plugins = plugins;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Checks what was written.
   *
   * @param keys the settings that there are
   * @param form how qrap was called
   * @param written what was written: one for each key of them that was set
   * @param plugins what may be settings of plugins
   * @return the settings
   * @throws LaunchException if a value is wrong
   */
  public static Settings of(
      Keys keys, LaunchForm form, List<Setting> written, PluginSettings plugins)
      throws LaunchException {
    return of(keys, form, written, plugins, CardSettings.NONE);
  }

  /** The same with what is set for single cards. */
  static Settings of(
      Keys keys, LaunchForm form, List<Setting> written, PluginSettings plugins, CardSettings cards)
      throws LaunchException {
    Settings settings = new Settings(form, written, plugins, cards, List.of());
    for (Setting setting : written) {
      Key<?> key = keys.named(setting.key()).orElseThrow();
      try {
        settings.values.put(key, key.parse(setting.value(), form));
      } catch (IllegalArgumentException e) {
        throw new LaunchException(setting.complaint(e.getMessage()));
      }
    }
    return settings;
  }

  /**
   * What holds if the configuration cannot be used.
   *
   * @param form how qrap was called
   * @param warnings why it cannot, one line each
   * @return the defaults, with the warnings
   */
  public static Settings defaults(LaunchForm form, List<String> warnings) {
    return new Settings(form, List.of(), PluginSettings.NONE, CardSettings.NONE, warnings);
  }

  /**
   * How qrap was called.
   *
   * @return the form, which decides the defaults of some settings
   */
  public LaunchForm form() {
    return form;
  }

  /**
   * The value of a setting.
   *
   * @param key the setting
   * @param <T> the type of its value
   * @return what was set, or the default
   */
  @SuppressWarnings("unchecked") // see the field
  public <T> T get(Key<T> key) {
    Object value = values.get(key);
    return value == null ? key.fallback(form) : (T) value;
  }

  /**
   * What was set and where, for {@code qrap plan -v}.
   *
   * @return one for each key that was set, in the order in which they were read; those that may be
   *     of plugins last
   */
  public List<Setting> written() {
    if (plugins.written().isEmpty() && cards.written().isEmpty()) {
      return written;
    }
    List<Setting> all = new ArrayList<>(written);
    all.addAll(cards.written());
    all.addAll(plugins.written());
    return all;
  }

  /**
   * What is set for single network cards.
   *
   * @return empty in most launches
   */
  public CardSettings cards() {
    return cards;
  }

  /**
   * What may be settings of plugins.
   *
   * @return all that is no setting of qrap's own
   */
  public PluginSettings plugins() {
    return plugins;
  }

  /**
   * Where a setting was written.
   *
   * @param key the setting
   * @return its origin; empty if nobody wrote it
   */
  public String origin(Key<?> key) {
    for (Setting setting : written) {
      if (setting.key().equals(key.name())) {
        return setting.origin();
      }
    }
    return "";
  }

  /**
   * What is wrong but stops nothing.
   *
   * @return one line each, byte strings
   */
  public List<String> warnings() {
    return warnings;
  }
}
