// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import dev.qrap.distribution.ReferenceReading.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How QEMU reads a line, as far as the lines of these tests go. Written apart from qrap's own
 * parser, as a second opinion.
 */
final class QemuReading {

  /** Those options without a value that the lines use. */
  private static final Set<String> FLAGS =
      Set.of(
          "S",
          "s",
          "usb",
          "snapshot",
          "nographic",
          "nodefaults",
          "no-user-config",
          "enable-kvm",
          "no-reboot",
          "no-shutdown",
          "daemonize",
          "no-hpet",
          "no-acpi",
          "version",
          "help");

  /** Those models that the lines use besides the reference's, and without a backend too. */
  private static final Set<String> MODELS =
      Set.of(
          "e1000-82545em",
          "pcnet",
          "tulip",
          "usb-net",
          "virtio-net",
          "virtio-net-pci-transitional",
          "vmxnet3");

  /** An option with its value; the value is null where it has none. */
  record Option(int index, String written, String name, String value, Map<String, String> keys) {

    boolean isJson() {
      return value != null && value.startsWith("{");
    }

    boolean isMalformed() {
      return isJson() && JsonTree.object(value).isEmpty();
    }

    String key(String key) {
      return keys.getOrDefault(key, "");
    }

    boolean isCard() {
      return name.equals("device")
          && (ReferenceReading.MODELS.contains(key("driver"))
              || MODELS.contains(key("driver"))
              || !key("netdev").isEmpty());
    }
  }

  final List<Option> options = new ArrayList<>();

  QemuReading(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-")) {
        continue;
      }
      String name = argument.substring(argument.startsWith("--") ? 2 : 1);
      name = name.equals("M") ? "machine" : name;
      boolean valued = !FLAGS.contains(name) && i + 1 < arguments.size();
      String value = valued ? arguments.get(i + 1) : null;
      options.add(new Option(i, argument, name, value, keys(name, value)));
      i += valued ? 1 : 0;
    }
  }

  private static Map<String, String> keys(String name, String value) {
    Map<String, String> keys = new LinkedHashMap<>();
    if (value == null) {
      return keys;
    }
    if (value.startsWith("{")) {
      Optional<Map<?, ?>> members = JsonTree.object(value);
      members.ifPresent(
          map -> map.forEach((key, member) -> keys.put((String) key, String.valueOf(member))));
      return keys;
    }
    String implied =
        switch (name) {
          case "device" -> "driver";
          case "object" -> "qom-type";
          default -> "type";
        };
    String[] parts = value.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals >= 0) {
        keys.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      } else if (i == 0) {
        keys.put(implied, parts[i]);
      }
    }
    return keys;
  }

  /** Where options stand that the reference sees too, if it gets that far. */
  Set<Integer> seenByReference() {
    Set<Integer> seen = new TreeSet<>();
    for (Option option : options) {
      boolean valued = option.value() != null;
      switch (option.written()) {
        case "-net", "-netdev" -> seen.add(option.index());
        case "-device", "-machine" -> {
          if (valued) {
            seen.add(option.index());
          }
        }
        default -> {}
      }
    }
    return seen;
  }

  Profile profile() {
    String type = "";
    for (Option option : options) {
      if (option.name().equals("machine") && option.keys().containsKey("type")) {
        type = option.key("type");
      }
    }
    return Profile.of(type);
  }

  /** Whether this is one of those calls for which QEMU needs no network that the lines use. */
  boolean needsNoNetwork() {
    String type = "";
    for (Option option : options) {
      boolean asks = Set.of("version", "help").contains(option.name());
      boolean lists =
          Set.of("device", "netdev", "machine", "cpu").contains(option.name())
              && option.value() != null
              && (option.value().equals("help") || option.value().endsWith(",help"));
      if (asks || lists) {
        return true;
      }
      if (option.name().equals("machine") && option.keys().containsKey("type")) {
        type = option.key("type");
      }
    }
    return type.equals("none");
  }

  /** The devices that are no network cards. */
  List<Option> devices() {
    return options.stream()
        .filter(option -> option.name().equals("device") && option.value() != null)
        .filter(option -> !option.isCard())
        .toList();
  }

  boolean json() {
    return devices().stream().anyMatch(device -> device.isJson() && !device.isMalformed());
  }

  /** Whether something names a card or a backend that goes. */
  boolean refersToWhatGoes() {
    Set<String> cards = new TreeSet<>();
    Set<String> backends = new TreeSet<>();
    for (Option option : options) {
      if (option.isCard()) {
        cards.add(option.key("id"));
      } else if (option.name().equals("netdev") || option.name().equals("net")) {
        backends.add(option.key("id"));
      }
    }
    for (Option option : options) {
      if (option.name().equals("set") && option.value() != null) {
        String[] path = option.value().split("\\.", -1);
        if (path.length > 2 && (path[0].equals("device") ? cards : backends).contains(path[1])) {
          return true;
        }
      }
      if (option.name().equals("object")
          && option.key("qom-type").startsWith("filter-")
          && backends.contains(option.key("netdev"))) {
        return true;
      }
    }
    return false;
  }
}
