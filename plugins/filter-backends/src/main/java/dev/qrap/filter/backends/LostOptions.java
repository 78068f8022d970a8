// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a backend of QEMU's own was asked to do and passt will not do by itself, with passt's own
 * spelling where it has one (passt(1); QEMU documentation, "Network options").
 */
final class LostOptions {

  /** Belong to the card or the option, not to the backend. */
  private static final Set<String> NOT_THE_BACKENDS =
      Set.of("type", "id", "name", "model", "mac", "macaddr", "addr", "vectors");

  private static final Set<String> TAPS = Set.of("tap", "bridge", "vhost-vdpa");

  private LostOptions() {}

  /** One sentence for each thing that is lost. */
  static List<String> of(QemuOption option) {
    String type = option.get("type");
    if (TAPS.contains(type)) {
      return List.of(
          "the guest is offered other features than with "
              + type
              + " (checksum and segmentation"
              + " offload, vhost)");
    }
    // Without a type, -nic has the same backend (seen on QEMU 7.2).
    return type.equals("user") || type.isEmpty() ? ofUser(option) : List.of();
  }

  private static List<String> ofUser(QemuOption option) {
    List<String> lost = new ArrayList<>();
    for (Property property : option.properties()) {
      if (NOT_THE_BACKENDS.contains(property.key())) {
        continue;
      }
      String passt = spelling(property);
      String said = property.key() + "=" + property.value();
      lost.add(
          passt.isEmpty()
              ? said + " is lost: passt has nothing like it"
              : said + " is lost: start passt with " + passt);
    }
    return lost;
  }

  /** How passt is told the same; empty where it cannot be. */
  private static String spelling(Property property) {
    String value = property.value();
    return switch (property.key()) {
      case "hostfwd" -> forwarding(value);
      case "dns", "ipv6-dns" -> "--dns " + value;
      case "dnssearch" -> "--search " + value;
      case "host", "ipv6-host" -> "--gateway " + value;
      case "dhcpstart" -> "--address " + value;
      case "ipv4" -> isOff(value) ? "--ipv6-only" : "";
      case "ipv6" -> isOff(value) ? "--ipv4-only" : "";
      default -> "";
    };
  }

  private static boolean isOff(String value) {
    return value.equals("off") || value.equals("no") || value.equals("false") || value.equals("n");
  }

  /** {@code [tcp|udp]:[HOST]:PORT-[GUEST]:PORT} is {@code -t [HOST/]PORT[:PORT]}, or {@code -u}. */
  private static String forwarding(String rule) {
    int protocolEnd = rule.indexOf(':');
    int hostEnd = rule.indexOf(':', protocolEnd + 1);
    int dash = rule.indexOf('-', hostEnd + 1);
    int guestEnd = rule.indexOf(':', dash + 1);
    if (protocolEnd < 0 || hostEnd < 0 || dash < 0 || guestEnd < 0) {
      return "-t and -u, which forward ports";
    }
    String option = rule.substring(0, protocolEnd).equals("udp") ? "-u " : "-t ";
    String host = rule.substring(protocolEnd + 1, hostEnd);
    String hostPort = rule.substring(hostEnd + 1, dash);
    String guestPort = rule.substring(guestEnd + 1);
    return option
        + (host.isEmpty() ? "" : host + "/")
        + hostPort
        + (guestPort.equals(hostPort) ? "" : ":" + guestPort);
  }
}
