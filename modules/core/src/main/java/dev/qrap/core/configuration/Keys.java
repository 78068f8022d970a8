// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All settings. To add one, declare it here and put it into {@link #ALL}: files, variables,
 * options, help, man pages and the table of the user guide know it then.
 *
 * @param keys the settings, in the order of the user guide
 * @param withPlugins whether the settings of qrap's own plugins are among them
 */
public record Keys(List<Key<?>> keys, boolean withPlugins) {

  /** What happens to the user's network card. */
  public static final Key<NicPolicy> NIC =
      new Key<>(
          "nic",
          new Choice<>(List.of("keep", "replace"), List.of(NicPolicy.KEEP, NicPolicy.REPLACE)),
          NicPolicy.KEEP,
          "keep",
          "keep your network card and change its backend, or replace the card too");

  /** Which network cards are connected to a backend: the first, or all. */
  public static final Key<Boolean> ALL_CARDS =
      new Key<>(
          "cards",
          new Choice<>(List.of("first", "all"), List.of(false, true)),
          false,
          true,
          "first; with qrap run: all",
          "which of the guest's network cards get a backend from qrap");

  /** What happens to a card whose present backend does something that the new one cannot. */
  public static final Key<Unsupported> UNSUPPORTED =
      new Key<>(
          "unsupported",
          new Choice<>(
              List.of("convert", "leave", "fail"),
              List.of(Unsupported.CONVERT, Unsupported.LEAVE, Unsupported.FAIL)),
          Unsupported.CONVERT,
          Unsupported.LEAVE,
          "convert; with qrap run: leave",
          "what to do with a card if a backend cannot do all that it asks for");

  /** Whether a backend that is started gives the guest the addresses of QEMU's user network. */
  public static final Key<Boolean> SLIRP_ADDRESSES =
      new Key<>(
          "addresses",
          new Choice<>(List.of("host", "slirp"), List.of(false, true)),
          false,
          true,
          "host; with qrap run: slirp",
          "the guest's addresses: the backend's own, or those of QEMU's user network");

  /** The path of the backend's socket; empty if the locators decide. */
  public static final Key<String> SOCKET =
      new Key<>(
          "socket",
          new Text("PATH"),
          "",
          "the sockets that the locator plugins know",
          "the path of the backend's socket");

  /** Whose sockets may be used. */
  public static final Key<SocketOwners> SOCKET_OWNERS =
      new Key<>(
          "socket.owners",
          new SocketOwners.Type(),
          SocketOwners.DEFAULT,
          "root and you; if you are root, also nobody",
          "more users whose sockets qrap may use: user ids, nobody, or !nobody");

  /** When a backend is started for the guest, and of which kind. */
  public static final Key<StartRule> START =
      new Key<>(
          "start",
          new StartRule.Type(),
          StartRule.IF_CONFIGURED,
          StartRule.UNLESS_SOCKET,
          "no; with qrap run: always",
          "when to start a backend for this guest; KIND means if-none with that kind");

  /** The kind of backend; empty for the first one by priority. */
  public static final Key<String> BACKEND =
      new Key<>(
          "backend",
          new Text("KIND"),
          "",
          "the first plugin by priority",
          "the kind of backend to start, and of sockets that could be of any kind");

  /** The ports of the host that lead to the guest. */
  public static final Key<List<ForwardedPorts>> FORWARD =
      new Key<>(
          "forward",
          new ListOf<>(",", new ForwardedPortsType()),
          List.of(),
          "none",
          "start a backend for this guest with these ports: tcp:8080:80,udp:53",
          "-p");

  /** The QEMU to run in patch mode, a name or a path; empty if the usual names are tried. */
  public static final Key<String> QEMU =
      new Key<>(
          "qemu",
          new Text("COMMAND"),
          "",
          "kvm, qemu-kvm or qemu-system-ARCH",
          "the QEMU to run, a name or a path");

  /** How long the search for a backend may take, in seconds. */
  public static final Key<Integer> TIMEOUT =
      new Key<>(
          "timeout",
          new Seconds(1, 86_400),
          30,
          "30",
          "how many seconds the search for a backend may take");

  /** The machine profile to use; empty if the first that knows the machine is used. */
  public static final Key<String> MACHINE =
      new Key<>(
          "machine",
          new Text("NAME"),
          "",
          "the first plugin that knows the machine",
          "the plugin that chooses a place for an added network card: q35");

  /** The locator to use; empty if all are asked. */
  public static final Key<String> LOCATOR =
      new Key<>(
          "locator",
          new Text("NAME"),
          "",
          "all plugins, in turn",
          "the plugin that says where a backend may listen: path");

  /** The strategy to use: a name, {@link #AUTO}, or empty. */
  public static final Key<String> EXEC =
      new Key<>(
          "exec",
          new Text("NAME"),
          "",
          "descriptor",
          "how QEMU connects: descriptor, stream, vhost-user, auto, or a plugin");

  /** The plugins that are not used, {@code kind:name} each. */
  public static final Key<List<String>> EXCLUDE =
      new Key<>(
          "exclude",
          new ListOf<>(",", new ExcludedPlugin()),
          List.of(),
          "none",
          "plugins that are not used: machine:q35,filter:nic-e1000");

  /** Directories of plugin jars, and jars, besides the image's {@code plugins} directory. */
  public static final Key<List<String>> PLUGIN_PATH =
      new Key<>(
          "plugin.path",
          new ListOf<>(":", new AbsolutePath()),
          List.of(),
          "only the directory plugins of the image",
          "directories of plugin jars, and plugin jars: /opt/a:/opt/b.jar");

  /** Whether every attempt to reach a backend is logged. */
  public static final Key<Boolean> LOG =
      new Key<>(
          "log",
          new Choice<>(List.of("off", "debug"), List.of(false, true)),
          false,
          "off",
          "with debug, log each attempt to reach a backend to standard error");

  /** In place of a strategy's name: the one that serves this QEMU best. */
  public static final String AUTO = "auto";

  /** The settings of qrap. */
  public static final Keys ALL =
      new Keys(
          List.of(
              NIC,
              ALL_CARDS,
              UNSUPPORTED,
              SLIRP_ADDRESSES,
              SOCKET,
              SOCKET_OWNERS,
              START,
              BACKEND,
              FORWARD,
              QEMU,
              TIMEOUT,
              MACHINE,
              LOCATOR,
              EXEC,
              EXCLUDE,
              PLUGIN_PATH,
              LOG),
          false);

  /**
   * The settings, and one more.
   *
   * @param key the further setting
   * @return all of them; these settings stay as they are
   */
  public Keys with(Key<?> key) {
    List<Key<?>> more = new ArrayList<>(keys);
    more.add(key);
    return new Keys(more, withPlugins);
  }

  /**
   * The settings, and those of plugins.
   *
   * @param ofPlugins the settings of all plugins of qrap's own
   * @return all of them; these settings stay as they are
   */
  public Keys withPlugins(List<Key<?>> ofPlugins) {
    List<Key<?>> more = new ArrayList<>(keys);
    more.addAll(ofPlugins);
    return new Keys(more, true);
  }

  /**
   * The setting of a name.
   *
   * @param name a name: {@code socket.owners}
   * @return the setting; empty if no setting has the name
   */
  public Optional<Key<?>> named(String name) {
    for (Key<?> key : keys) {
      if (key.name().equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** Whether a name is that of a setting that no plugin has. */
  boolean isOwn(String name) {
    Optional<Key<?>> key = named(name);
    return key.isPresent() && !key.get().isOfPlugin();
  }

  /** The setting of an environment variable; empty if the variable is of no setting. */
  Optional<Key<?>> ofVariable(String variable) {
    for (Key<?> key : keys) {
      if (key.variable().equals(variable)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /**
   * The name of a setting that is most like a name that none has.
   *
   * @param name a name
   * @return the name of one of these settings
   */
  public String nearest(String name) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (Key<?> candidate : keys) {
      int distance = distance(name, candidate.name());
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
