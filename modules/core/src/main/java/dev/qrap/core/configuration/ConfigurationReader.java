// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.core.LaunchException;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.HostFile;
import dev.qrap.core.host.ProcessContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the configuration: {@code /etc/qrap/qrap.properties}, then {@code
 * $XDG_CONFIG_HOME/qrap/qrap.properties}, then {@code QRAP_*} variables, then options of {@code
 * qrap run}, {@code plan} and {@code doctor}; the last wins. Lines are {@code key=value} in UTF-8,
 * {@code #} begins a comment line, there are no escapes.
 */
public final class ConfigurationReader {

  private static final String SYSTEM_FILE = "/etc/qrap/qrap.properties";
  static final String VARIABLE_PREFIX = "QRAP_";

  /** Write permission for group and others, as in chmod(2). */
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final Host host;
  private final ProcessContext process;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigurationReader(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  /**
   * Reads all of it, where there are no options.
   *
   * @param host where the files are
   * @param process whose files and variables
   * @return the configuration, every value checked
   * @throws LaunchException if a file cannot be read, must not be trusted, or says something wrong
   */
  public static Configuration read(Host host, ProcessContext process) throws LaunchException {
    return read(host, process, List.of());
  }

  /**
   * Reads all of it.
   *
   * @param host where the files are
   * @param process whose files and variables
   * @param options what options say, in their order; of a key that has several, the values of a
   *     list join, and of another the last one holds
   * @return the configuration, every value checked
   * @throws LaunchException if a file cannot be read, must not be trusted, or something wrong is
   *     said
   */
  public static Configuration read(Host host, ProcessContext process, List<Setting> options)
      throws LaunchException {
    ConfigurationReader reader = new ConfigurationReader(host, process);
    for (String file : files(process)) {
      reader.readFile(file);
    }
    reader.readVariables();
    reader.takeOptions(options);
    return new Values(reader.settings).check(reader.warnings);
  }

  /**
   * The files that are read, if they are there.
   *
   * @param process whose files
   * @return the system's and then, unless there is no home, the user's
   */
  public static List<String> files(ProcessContext process) {
    String folder = process.userFolder("XDG_CONFIG_HOME", ".config");
    return folder.isEmpty()
        ? List.of(SYSTEM_FILE)
        : List.of(SYSTEM_FILE, folder + "/qrap/qrap.properties");
  }

  private void readFile(String path) throws LaunchException {
    HostFile file;
    try {
      file = host.read(path);
    } catch (HostException e) {
      if (e.errno().equals("ENOENT") || e.errno().equals("ENOTDIR")) {
        return;
      }
      throw new LaunchException(
          "cannot read the configuration " + path + ": " + e.reason() + "; mend or remove it");
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

  /** root does what this file says: nobody else may have written it. */
  private void refuseForeign(String path, HostFile file) throws LaunchException {
    if (process.user() != 0) {
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
      throw new LaunchException("no '=' in " + origin + ": '" + line + "' is not key=value");
    }
    String key = line.substring(0, equals).trim();
    if (!Key.isKey(key)) {
      throw new LaunchException(
          "unknown key '" + key + "' in " + origin + "; did you mean " + nearest(key) + "?");
    }
    settings.put(key, new Setting(key, line.substring(equals + 1).trim(), origin));
  }

  private void readVariables() {
    for (String entry : process.environment()) {
      if (!entry.startsWith(VARIABLE_PREFIX)) {
        continue;
      }
      int equals = entry.indexOf('=');
      String variable = equals < 0 ? entry : entry.substring(0, equals);
      String key = keyOf(variable);
      if (key.isEmpty()) {
        warnings.add("unknown variable " + variable + " is ignored");
      } else {
        settings.put(key, new Setting(key, entry.substring(equals + 1), variable));
      }
    }
  }

  /** The key that a variable sets; empty where there is none. */
  private static String keyOf(String variable) {
    for (Key key : Key.ALL) {
      if (variable.equals(key.variable())) {
        return key.name();
      }
    }
    return "";
  }

  private void takeOptions(List<Setting> options) {
    for (Setting option : options) {
      Setting before = settings.get(option.key());
      String separator = Key.named(option.key()).separator();
      // A list replaces what files and variables say; only options of one kind join.
      boolean joins =
          !separator.isEmpty() && before != null && before.origin().equals(option.origin());
      String value = joins ? before.value() + separator + option.value() : option.value();
      settings.put(option.key(), new Setting(option.key(), value, option.origin()));
    }
  }

  private static String nearest(String key) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (Key candidate : Key.ALL) {
      int distance = distance(key, candidate.name());
      if (distance < least) {
        least = distance;
        nearest = candidate.name();
      }
    }
    return nearest;
  }

  /** How many chars must be inserted, removed or replaced (Levenshtein). */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + replaced,
                1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
