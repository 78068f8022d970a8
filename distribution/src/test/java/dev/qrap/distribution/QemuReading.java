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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** The name of the reference's profile that is right for the machine, or {@code OTHER}. */
  String family() {
    String type = "pc"; // of the QEMU that these lines are for
    for (Option option : options) {
      if (option.name().equals("machine") && option.keys().containsKey("type")) {
        type = option.key("type");
      }
    }
    if (type.equals("q35") || type.startsWith("pc-q35")) {
      return Profile.Q35.name();
    }
    if (type.equals("pc") || type.startsWith("pc-")) {
      return Profile.PC.name();
    }
    return type.startsWith("s390-ccw") ? Profile.S390.name() : "OTHER";
  }

  /** The lowest N from 3 on of a root port {@code pci.N} behind which nothing is; -1 if none. */
  int freeRootPort() {
    for (int number = 3; number <= 30; number++) {
      String port = "pci." + number;
      boolean there =
          devices().stream()
              .anyMatch(
                  device ->
                      Set.of("pcie-root-port", "ioh3420").contains(device.key("driver"))
                          && device.key("id").equals(port));
      if (there && devices().stream().noneMatch(device -> device.key("bus").equals(port))) {
        return number;
      }
    }
    return -1;
  }

  /** The lowest free slot of the PC's bus; -1 if a device has no address, 31 if none is free. */
  int freeSlot() {
    Set<Integer> taken = new TreeSet<>(List.of(0, 1));
    if (options.stream().noneMatch(option -> option.name().equals("nodefaults"))) {
      taken.add(2); // the default display
    }
    for (Option device : devices()) {
      String driver = device.key("driver");
      boolean elsewhere =
          device.key("bus").isEmpty()
              ? driver.startsWith("usb-") || driver.isEmpty()
              : !device.key("bus").equals("pci.0");
      if (elsewhere) {
        continue;
      }
      Matcher slot = Pattern.compile("(?:0x)?([0-9a-f]{1,2})(\\D.*)?").matcher(device.key("addr"));
      if (!slot.matches() || Integer.parseInt(slot.group(1), 16) > 31) {
        return -1;
      }
      taken.add(Integer.parseInt(slot.group(1), 16));
    }
    int free = 2;
    while (taken.contains(free)) {
      free++;
    }
    return Math.min(free, 31);
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
