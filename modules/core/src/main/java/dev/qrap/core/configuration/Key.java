// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import java.util.List;

/**
 * What can be configured. Files, variables, options and the help go by {@link #ALL}, so that a new
 * key is one line there, and its value in {@link Configuration}.
 *
 * @param name how files call it: {@code socket.owners}
 * @param separator what stands between the values of a list; empty where there is one value
 * @param value what its value is, a word for the help: {@code SECONDS}
 * @param description what it says, for the help
 */
public record Key(String name, String separator, String value, String description) {

  /** All keys, in the order of the user guide. */
  public static final List<Key> ALL =
      List.of(
          new Key(
              "nic", "", "POLICY", "keep: your card stays, on the connection; replace: it goes"),
          new Key(
              "socket", "", "PATH", "the backend's socket; without it /tmp/passt_1.socket to _99"),
          new Key(
              "socket.owners",
              ",",
              "USERS",
              "user ids whose sockets are trusted besides root's and the own"),
          new Key(
              "start", "", "PROGRAM", "passt: start one for this guest if no backend answers; no"),
          new Key(
              "passt.options",
              " ",
              "OPTIONS",
              "start a passt for this guest with these options: -m 1500"),
          new Key("forward", ",", "PORTS", "start one with ports to the guest: tcp:8080:80,udp:53"),
          new Key("qemu", "", "COMMAND", "the QEMU to run, a name or a path"),
          new Key("timeout", "", "SECONDS", "seconds that the search for a backend may take: 30"),
          new Key("machine", "", "NAME", "the plugin to use for the machine: q35"),
          new Key("locator", "", "NAME", "the plugin to use to find a backend: passt"),
          new Key("exec", "", "NAME", "how QEMU connects: descriptor; stream: by itself; auto"),
          new Key("exclude", ",", "PLUGINS", "plugins not to use: machine:q35,locator:passt"),
          new Key(
              "plugin.path", ":", "PLACES", "folders of plugin jars, and jars: /opt/a:/opt/b.jar"),
          new Key("log", "", "LEVEL", "debug: every attempt is logged; off"));

  /**
   * The option of {@code qrap run}, {@code plan} and {@code doctor}.
   *
   * @return {@code --socket-owners} for {@code socket.owners}
   */
  public String option() {
    return "--" + name.replace('.', '-');
  }

  /**
   * The variable. PluginNames are ASCII, so no locale is asked.
   *
   * @return {@code QRAP_SOCKET_OWNERS} for {@code socket.owners}
   */
  public String variable() {
    StringBuilder variable = new StringBuilder(ConfigurationReader.VARIABLE_PREFIX);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      variable.append(c == '.' ? '_' : Character.toUpperCase(c));
    }
    return variable.toString();
  }

  /** The key of this name; it is an error to ask for one that there is not. */
  static Key named(String name) {
    for (Key key : ALL) {
      if (key.name.equals(name)) {
        return key;
      }
    }
    throw new IllegalArgumentException("no key " + name);
  }

  static boolean isKey(String name) {
    for (Key key : ALL) {
      if (key.name.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
