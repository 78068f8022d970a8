// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkFeature.HostName;
import dev.qrap.spi.NetworkFeature.Isolation;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkFeature.Other;
import dev.qrap.spi.NetworkFeature.SearchDomain;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** The keys that together say the addresses. */
  private static final Set<String> ADDRESSES = Set.of("net", "host", "dhcpstart", "dns");

  private Requests() {}

  /** What the user asked for, in the order of the line. */
  static NetworkRequest of(QemuOption option) {
    String type = option.get("type");
    if (TAPS.contains(type)) {
      String offloads = "the offload of checksums and segmentation that " + type + " has";
      return new NetworkRequest(List.of(new Other(offloads, "", "")));
    }
    // Without a type, -nic has the same backend (seen on QEMU 7.2).
    return type.equals("user") || type.isEmpty() ? ofUser(option) : NetworkRequest.NOTHING;
  }

  private static NetworkRequest ofUser(QemuOption option) {
    List<NetworkFeature> features = new ArrayList<>();
    boolean addresses = false;
    for (Property property : option.properties()) {
      if (ADDRESSES.contains(property.key())) {
        if (!addresses) {
          features.add(SlirpAddresses.of(option));
        }
        addresses = true;
      } else if (!NOT_THE_BACKENDS.contains(property.key()) && !isDefault(property)) {
        features.add(feature(property, option));
      }
    }
    return new NetworkRequest(features);
  }

  /** What only confirms what holds without it. */
  private static boolean isDefault(Property property) {
    return switch (property.key()) {
      case "ipv4", "ipv6" -> isOn(property.value());
      case "restrict" -> isOff(property.value());
      default -> false;
    };
  }

  private static NetworkFeature feature(Property property, QemuOption option) {
    String key = property.key();
    String value = property.value();
    String written = key + "=" + value;
    NetworkFeature other = new Other(written, key, value);
    if (property.kind() == Property.Kind.OTHER || value.isEmpty()) {
      return other;
    }
    return switch (key) {
      case "hostfwd" -> {
        Optional<ForwardedPorts> ports =
            HostForward.of(written, value, SlirpAddresses.of(option).guest());
        yield ports.isPresent() ? ports.get() : other;
      }
      case "ipv4" -> isOff(value) ? new OneFamily(written, true) : other;
      case "ipv6" -> isOff(value) ? new OneFamily(written, false) : other;
      case "restrict" -> isOn(value) ? new Isolation(written) : other;
      case "hostname" -> new HostName(written, value);
      case "dnssearch" -> new SearchDomain(written, value);
      default -> other;
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
