// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.DomainName;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkFeature.HostName;
import dev.qrap.spi.NetworkFeature.Isolation;
import dev.qrap.spi.NetworkFeature.Other;
import dev.qrap.spi.NetworkFeature.Refused;
import dev.qrap.spi.NetworkFeature.SearchDomain;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a backend of QEMU's own was asked to do, beyond what every backend does (QEMU documentation,
 * "Network options").
 */
final class Requests {

  /** Belong to the card or the option, not to the backend. */
  private static final Set<String> NOT_THE_BACKENDS =
      Set.of("type", "id", "name", "model", "mac", "macaddr", "addr", "vectors");

  private static final Set<String> TAPS = Set.of("tap", "bridge", "vhost-vdpa");

  /** Networks of their own, in which other guests may be. */
  private static final Set<String> CERTAIN_NETWORKS = Set.of("vde", "l2tpv3", "netmap");

  /** The keys that together say the addresses, and the resolver, which may be apart. */
  private static final Set<String> ADDRESSES = Set.of("net", "host", "dhcpstart", "dns");

  /** Names that may have so many bytes at most (seen with QEMU 7.2). */
  private static final Set<String> NAMES = Set.of("hostname", "domainname", "tftp-server-name");

  private static final int LONGEST_NAME = 255;

  private static final int RULE_START = HostForward.KEY.length() + 1;

  /** Truth values, which may be written as {@code ipv6=off}, {@code ipv6} or {@code noipv6}. */
  private static final Set<String> TRUTHS = Set.of("ipv4", "ipv6", "restrict");

  private Requests() {}

  /** What the user asked for, in the order of the line. */
  static NetworkRequest of(QemuOption option) {
    String type = option.get("type");
    if (type.equals("user") || type.isEmpty()) {
      // Without a type, -nic has the same backend (seen on QEMU 7.2).
      return ofUser(option);
    }
    List<NetworkFeature> features = new ArrayList<>();
    if (TAPS.contains(type)) {
      features.add(
          new Other("the offload of checksums and segmentation that " + type + " has", "", ""));
    } else if (CERTAIN_NETWORKS.contains(type) || type.startsWith("vmnet-")) {
      features.add(new Other("the network that " + type + " leads to", "", ""));
    }
    for (Property property : option.properties()) {
      if (property.key().equals(HostForward.KEY) || property.key().equals("vlan")) {
        features.add(new Refused(property.key() + "=" + property.value()));
      }
    }
    return new NetworkRequest(features);
  }

  private static NetworkRequest ofUser(QemuOption option) {
    List<NetworkFeature> features = new ArrayList<>();
    Families families = new Families();
    // Only a port that is forwarded depends on the guest's address.
    String guest = forwardsPorts(option) ? SlirpAddresses.guest(option) : "";
    boolean addresses = false;
    for (Property property : option.properties()) {
      if (ADDRESSES.contains(property.key())) {
        if (!addresses) {
          features.addAll(SlirpAddresses.of(option));
        }
        addresses = true;
      } else if (!NOT_THE_BACKENDS.contains(property.key())) {
        add(features, families, property, guest);
      }
    }
    families.addTo(features);
    return new NetworkRequest(families.hasIpv4() ? features : withoutPorts(features));
  }

  private static boolean forwardsPorts(QemuOption option) {
    for (Property property : option.properties()) {
      if (property.key().equals(HostForward.KEY)) {
        return true;
      }
    }
    return false;
  }

  /**
   * QEMU forwards ports of IPv4 alone. If a guest has none, QEMU listens on them all the same, and
   * no backend that is known here does that.
   */
  private static List<NetworkFeature> withoutPorts(List<NetworkFeature> features) {
    List<NetworkFeature> others = new ArrayList<>();
    for (NetworkFeature feature : features) {
      String written = feature.written();
      boolean port = feature instanceof ForwardedPorts;
      others.add(
          port ? new Other(written, HostForward.KEY, written.substring(RULE_START)) : feature);
    }
    return others;
  }

  private static void add(
      List<NetworkFeature> features, Families families, Property property, String guest) {
    String key = property.key();
    String truth = truthKey(property);
    String written = key + "=" + property.value();
    if (!truth.isEmpty()) {
      addTruth(features, families, written, truth, truth.equals(key) ? property.value() : "off");
    } else if (property.kind() == Property.Kind.OTHER) {
      for (String text : JsonTexts.in(property.value())) {
        features.add(feature(key + "=" + text, key, text, guest));
      }
    } else if (!property.value().isEmpty() || isRefusedIfEmpty(key)) {
      features.add(feature(written, key, property.value(), guest));
    }
  }

  private static boolean isRefusedIfEmpty(String key) {
    return key.equals(HostForward.KEY) || key.equals("domainname") || !isOfUserNetwork(key);
  }

  /**
   * Whether the user network has a key, beside those that {@link #of} reads itself (QEMU
   * documentation, {@code -netdev user}; seen with QEMU 7.2 to 11.1). QEMU refuses any other.
   */
  private static boolean isOfUserNetwork(String key) {
    return switch (key) {
      case "hostfwd", "hostname", "domainname", "dnssearch" -> true;
      case "tftp", "tftp-server-name", "bootfile", "smb", "smbserver", "guestfwd", "ip" -> true;
      case "ipv6-net", "ipv6-prefix", "ipv6-prefixlen", "ipv6-host", "ipv6-dns" -> true;
      default -> false;
    };
  }

  /** The key of a truth value, however it is written; empty if it is none. */
  private static String truthKey(Property property) {
    String key = property.key();
    boolean negated = key.startsWith("no") && TRUTHS.contains(key.substring(2));
    return negated ? key.substring(2) : TRUTHS.contains(key) ? key : "";
  }

  private static void addTruth(
      List<NetworkFeature> features, Families families, String written, String key, String value) {
    boolean on = isOn(value);
    if (!on && !isOff(value)) {
      features.add(new Refused(written));
    } else if (!key.equals("restrict")) {
      families.set(key, on, written);
    } else if (on) {
      features.add(new Isolation(written));
    }
  }

  /**
   * What a property asks for.
   *
   * @param guest the address that the guest is given
   */
  private static NetworkFeature feature(String written, String key, String value, String guest) {
    if (NAMES.contains(key) && value.length() > LONGEST_NAME) {
      return new Refused(written);
    }
    return switch (key) {
      case HostForward.KEY -> HostForward.of(written, value, guest);
      case "hostname" -> new HostName(written, value);
      case "domainname" -> value.isEmpty() ? new Refused(written) : new DomainName(written, value);
      case "dnssearch" -> new SearchDomain(written, value);
      default -> isOfUserNetwork(key) ? new Other(written, key, value) : new Refused(written);
    };
  }

  /** The texts that QEMU takes as false. */
  private static boolean isOff(String value) {
    return value.equals("off") || value.equals("no") || value.equals("false") || value.equals("n");
  }

  /** The texts that QEMU takes as true. */
  private static boolean isOn(String value) {
    return value.equals("on") || value.equals("yes") || value.equals("true") || value.equals("y");
  }
}
