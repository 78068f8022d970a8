// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.host.Trust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns settings into values. A wrong one is an error that names the value and where it stands. */
final class Values {

  private static final List<String> FORCEABLE_KINDS = List.of("machine", "locator", "exec");
  private static final List<String> KINDS = List.of("filter", "machine", "locator", "exec");

  /** Where passt listens, and whether it goes into the background: passt(1). */
  private static final List<String> GIVEN_TO_PASST =
      List.of(
          "-F",
          "--fd",
          "-s",
          "--socket",
          "-f",
          "--foreground",
          "-1",
          "--one-off",
          "--vhost-user",
          "-h",
          "--help",
          "--version");

  /** Two dashes and a letter; whatever is shorter is ambiguous to passt. */
  private static final int SHORTEST_PART = 3;

  /** In place of a strategy's name: the one that serves this QEMU best. */
  private static final String AUTO = "auto";

  /** A day. */
  private static final int MAX_TIMEOUT_SECONDS = 86_400;

  /** The highest user id: the next number means "none" to the kernel (setresuid(2)). */
  private static final long MAX_USER = 0xffff_fffeL;

  private final Map<String, Setting> settings;

  Values(Map<String, Setting> settings) {
    this.settings = settings;
  }

  Configuration check(List<String> warnings) throws LaunchException {
    oneOf("nic", List.of("keep", "replace"));
    oneOf("start", List.of("passt", "no"));
    oneOf("log", List.of("off", "debug"));
    List<String> owners = list("socket.owners");
    OwnPasst passt = passt(warnings);
    // A passt that is started has no path that QEMU could connect to.
    boolean auto = text("exec").equals(AUTO) && passt.when() == OwnPasst.When.NEVER;
    return new Configuration(
        !text("nic").equals("replace"),
        text("socket"),
        userIds(owners),
        !owners.contains("!nobody"),
        passt,
        new Selection(forced(), excluded(), auto),
        pluginPath(),
        text("qemu"),
        timeoutSeconds() * 1000,
        text("log").equals("debug"),
        List.copyOf(settings.values()),
        warnings);
  }

  /** Who asks for ports or options wants a passt that has them: nothing need be said twice. */
  private OwnPasst passt(List<String> warnings) throws LaunchException {
    List<String> options = list("passt.options");
    for (String option : options) {
      int equals = option.indexOf('=');
      if (isGivenToPasst(equals < 0 ? option : option.substring(0, equals))) {
        throw wrong("passt.options", "'" + option + "' is qrap's affair, it starts passt");
      }
    }
    List<PortForward> forwards = new ArrayList<>();
    for (String forward : list("forward")) {
      try {
        forwards.add(PortForward.of(forward));
      } catch (IllegalArgumentException e) {
        throw wrong(
            "forward", "'" + forward + "' is not like tcp:8080:80 or udp:53: " + e.getMessage());
      }
    }
    boolean particular = !options.isEmpty() || !forwards.isEmpty();
    if (text("start").equals("no")) {
      if (particular) {
        warnings.add(
            "forward and passt.options are not used: start=no ("
                + settings.get("start").origin()
                + ")");
      }
      return OwnPasst.NEVER;
    }
    if (particular && !text("socket").isEmpty()) {
      warnings.add(
          "socket="
              + text("socket")
              + " is not used: forward and passt.options ask for a passt of the guest's own");
    }
    if (particular) {
      return new OwnPasst(OwnPasst.When.ALWAYS, options, forwards);
    }
    return text("start").equals("passt")
        ? new OwnPasst(OwnPasst.When.NO_BACKEND, options, forwards)
        : OwnPasst.NEVER;
  }

  /** Long options may be shortened, getopt_long(3). */
  private static boolean isGivenToPasst(String option) {
    for (String given : GIVEN_TO_PASST) {
      if (given.equals(option) || (option.length() > SHORTEST_PART && given.startsWith(option))) {
        return true;
      }
    }
    return false;
  }

  private Map<String, String> forced() {
    Map<String, String> forced = new HashMap<>();
    for (String kind : FORCEABLE_KINDS) {
      if (!text(kind).isEmpty()) {
        forced.put(kind, text(kind));
      }
    }
    forced.remove("exec", AUTO);
    return forced;
  }

  private Set<String> excluded() throws LaunchException {
    Set<String> excluded = new HashSet<>();
    for (String plugin : list("exclude")) {
      int colon = plugin.indexOf(':');
      if (colon < 0 || !KINDS.contains(plugin.substring(0, colon))) {
        throw wrong(
            "exclude", "'" + plugin + "' is not one of " + String.join(":NAME, ", KINDS) + ":NAME");
      }
      excluded.add(plugin);
    }
    return excluded;
  }

  private List<String> pluginPath() throws LaunchException {
    List<String> path = list("plugin.path");
    for (String place : path) {
      if (!place.startsWith("/")) {
        throw wrong("plugin.path", "'" + place + "' is not an absolute path");
      }
    }
    return path;
  }

  private int timeoutSeconds() throws LaunchException {
    if (text("timeout").isEmpty()) {
      return Configuration.DEFAULT_TIMEOUT_SECONDS;
    }
    long seconds = digits(text("timeout"));
    if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS) {
      throw wrong("timeout", "it must be a number of seconds from 1 to " + MAX_TIMEOUT_SECONDS);
    }
    return (int) seconds;
  }

  private Set<Long> userIds(List<String> owners) throws LaunchException {
    Set<Long> ids = new HashSet<>();
    for (String owner : owners) {
      if (owner.equals("!nobody")) {
        continue;
      }
      long id = owner.equals("nobody") ? Trust.NOBODY : digits(owner);
      if (id < 0 || id > MAX_USER) {
        throw wrong("socket.owners", "'" + owner + "' is not a numeric user id, nobody or !nobody");
      }
      ids.add(id);
    }
    return ids;
  }

  private void oneOf(String key, List<String> allowed) throws LaunchException {
    if (settings.containsKey(key) && !allowed.contains(text(key))) {
      throw wrong(key, "it must be " + String.join(" or ", allowed));
    }
  }

  private String text(String key) {
    Setting setting = settings.get(key);
    return setting == null ? "" : setting.value();
  }

  /** Values between separators; spaces around them do not count. */
  private List<String> list(String key) {
    List<String> values = new ArrayList<>();
    String separator = Key.named(key).separator();
    String text = text(key);
    int start = 0;
    while (start <= text.length()) {
      int next = text.indexOf(separator, start);
      int end = next < 0 ? text.length() : next;
      String value = text.substring(start, end).trim();
      if (!value.isEmpty()) {
        values.add(value);
      }
      start = end + 1;
    }
    return values;
  }

  /** The value of at most twelve decimal digits; -1 for anything else. */
  private static long digits(String text) {
    if (text.isEmpty() || text.length() > 12) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private LaunchException wrong(String key, String why) {
    Setting setting = settings.get(key);
    return new LaunchException(
        ("wrong value '" + setting.value() + "' for " + key + " in " + setting.origin())
            + (": " + why));
  }
}
