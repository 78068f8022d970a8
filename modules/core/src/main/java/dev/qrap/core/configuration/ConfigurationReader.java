// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.core.LaunchException;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.HostFile;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Trust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the configuration: {@code /etc/qrap/qrap.properties}, then {@code
 * $XDG_CONFIG_HOME/qrap/qrap.properties}, then {@code QRAP_*} variables, then options of {@code
 * qrap run}, {@code plan} and {@code doctor}; the last wins. Lines are {@code key=value} in UTF-8,
 * {@code #} begins a comment line, there are no escapes.
 */
public final class ConfigurationReader {

  private static final String SYSTEM_FILE = "/etc/qrap/qrap.properties";

  /** Write permission for group and others, as in chmod(2). */
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final Files files;
  private final ProcessContext process;
  private final Keys keys;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<Setting> unknownVariables = new ArrayList<>();

  /** What repeated options name beyond the first socket. */
  private final List<String> furtherSockets = new ArrayList<>();

  private ConfigurationReader(Files files, ProcessContext process, Keys keys) {
    this.files = files;
    this.process = process;
    this.keys = keys;
  }

  /**
   * Reads qrap's own settings of the bare form if no options are given.
   *
   * @param files reads the files
   * @param process whose files and variables
   * @return the settings, every value checked
   * @throws LaunchException if a file cannot be read, must not be trusted, or says something wrong
   */
  public static Settings read(Files files, ProcessContext process) throws LaunchException {
    return read(Keys.ALL, LaunchForm.BARE, files, process, List.of());
  }

  /**
   * Reads settings.
   *
   * @param keys the settings that there are
   * @param form how qrap was called
   * @param files reads the files
   * @param process whose files and variables
   * @param options what options say, in their order; several values of a list are joined, and of
   *     any other setting the last value holds
   * @return the settings, every value checked
   * @throws LaunchException if a file cannot be read, must not be trusted, or something wrong is
   *     said
   */
  public static Settings read(
      Keys keys, LaunchForm form, Files files, ProcessContext process, List<Setting> options)
      throws LaunchException {
    ConfigurationReader reader = new ConfigurationReader(files, process, keys);
    for (String path : paths(process)) {
      reader.readFile(path);
    }
    reader.readVariables();
    reader.takeOptions(options);
    List<Setting> own = new ArrayList<>();
    List<Setting> ofPlugins = new ArrayList<>();
    List<Setting> ofCards = new ArrayList<>();
    for (Setting setting : reader.settings.values()) {
      boolean ofCard = CardSettings.isKey(setting.key());
      (ofCard ? ofCards : keys.isOwn(setting.key()) ? own : ofPlugins).add(setting);
    }
    return Settings.of(
        keys,
        form,
        own,
        new PluginSettings(ofPlugins, reader.unknownVariables),
        new CardSettings(ofCards, reader.furtherSockets));
  }

  /**
   * The files that are read, if they are there.
   *
   * @param process whose files
   * @return the path of the system's file and then, unless there is no home, of the user's
   */
  public static List<String> paths(ProcessContext process) {
    String directory = process.userFolder("XDG_CONFIG_HOME", ".config");
    return directory.isEmpty()
        ? List.of(SYSTEM_FILE)
        : List.of(SYSTEM_FILE, directory + "/qrap/qrap.properties");
  }

  private void readFile(String path) throws LaunchException {
    HostFile file;
    try {
      file = files.readConfiguration(path, owners());
    } catch (HostException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
        return;
      }
      throw new LaunchException(
          "cannot read the configuration " + path + ": " + e.reason() + "; fix or remove it");
    }
    refuseForeign(path, file);
    int number = 0;
    int start = 0;
    while (start < file.content().length()) {
      int end = file.content().indexOf('\n', start);
      end = end < 0 ? file.content().length() : end;
      number++;
      readLine(file.content().substring(start, end).trim(), path + ":" + number);
      start = end + 1;
    }
  }

  /**
   * Whose links and files count. In a user namespace, root may be among the users who all look like
   * nobody.
   */
  private Trust owners() {
    return new Trust(process.user(), process.user() != 0 || !process.nobodyMapped(), Set.of());
  }

  /** qrap does what this file says: nobody but root and the user may have written it. */
  private void refuseForeign(String path, HostFile file) throws LaunchException {
    if (process.user() != 0) {
      if (!owners().accepts(file.owner())) {
        throw new LaunchException(
            ("the configuration " + path + " belongs to user " + file.owner())
                + ", not to root or to the user who runs qrap; chown or remove it");
      }
      return;
    }
    if (file.owner() != 0) {
      throw new LaunchException(
          ("the configuration " + path + " belongs to user " + file.owner())
              + ", not to root, who runs qrap; chown it to root or remove it");
    }
    if ((file.mode() & WRITABLE_BY_OTHERS) != 0) {
      throw new LaunchException(
          ("the configuration " + path + " can be written by others than root, who runs qrap; ")
              + ("chmod go-w " + path));
    }
  }

  private void readLine(String line, String origin) throws LaunchException {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int equals = line.indexOf('=');
    if (equals < 0) {
      throw new LaunchException(
          "no '=' in " + origin + "; a setting is a line key=value, and a comment begins with #");
    }
    String key = line.substring(0, equals).trim();
    Setting setting = new Setting(key, line.substring(equals + 1).trim(), origin);
    checkKnown(setting);
    settings.put(key, setting);
  }

  /** A key may be of a plugin that is not known yet: a third party's has a dot in its name. */
  private void checkKnown(Setting setting) throws LaunchException {
    String owner = PluginSettings.owner(setting.key());
    boolean maybeOfPlugin = keys.withPlugins() ? owner.indexOf('.') >= 0 : !owner.isEmpty();
    if (keys.named(setting.key()).isEmpty() && !maybeOfPlugin) {
      throw new LaunchException(
          setting.hasPrintableKey()
              ? setting.unknown() + "; did you mean " + keys.nearest(setting.key()) + "?"
              : setting.unknown());
    }
  }

  private void readVariables() {
    for (String entry : process.environment()) {
      if (!entry.startsWith(Key.VARIABLE_PREFIX)) {
        continue;
      }
      int equals = entry.indexOf('=');
      String variable = equals < 0 ? entry : entry.substring(0, equals);
      Optional<Key<?>> key = keys.ofVariable(variable);
      String value = entry.substring(equals + 1);
      if (key.isEmpty()) {
        unknownVariables.add(new Setting(variable, value, variable));
      } else {
        String name = key.get().name();
        settings.put(name, new Setting(name, value, variable));
      }
    }
  }

  private void takeOptions(List<Setting> options) throws LaunchException {
    for (Setting option : options) {
      checkKnown(option);
      Setting before = settings.get(option.key());
      Optional<Key<?>> key = keys.named(option.key());
      String separator = key.isPresent() ? key.get().separator() : "";
      if (option.key().equals(Keys.SOCKET.name())
          && before != null
          && before.origin().equals(option.origin())) {
        furtherSockets.add(option.value());
        continue;
      }
      // A list replaces what files and variables say; only options of one kind join.
      boolean joins =
          !separator.isEmpty() && before != null && before.origin().equals(option.origin());
      String value = joins ? before.value() + separator + option.value() : option.value();
      settings.put(option.key(), new Setting(option.key(), value, option.origin()));
    }
  }
}
