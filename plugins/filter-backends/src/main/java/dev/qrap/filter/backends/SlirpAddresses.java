// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.Addresses;
import dev.qrap.spi.NetworkFeature.Refused;
import dev.qrap.spi.NetworkFeature.Resolver;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The addresses of {@code -netdev user}: those that are written, and in their network those that
 * follow from it: 10.0.2.0/24 with the gateway .2, the resolver .3 and the first guest .15 (QEMU
 * documentation, "Network options"; what is refused was seen with QEMU 7.2).
 */
final class SlirpAddresses {

  private static final String DEFAULT_NETWORK = "10.0.2.0/24";
  private static final Set<String> ADDRESS_KEYS = Set.of("net", "host", "dhcpstart");
  private static final String RESOLVER_KEY = "dns";

  /** The last two bytes of what follows from a network, as far as its prefix leaves room. */
  private static final int GATEWAY = 0x0202;

  private static final int RESOLVER = 0x0203;
  private static final int GUEST = 0x020f;

  private static final int BITS = 32;
  private static final int SHORTEST_PREFIX = 4;
  private static final int NO_PREFIX = -1;

  private SlirpAddresses() {}

  /** What the option asks for; refused if QEMU refuses one of the addresses. */
  static List<NetworkFeature> of(QemuOption option) {
    NetworkFeature all = all(option);
    if (!(all instanceof Addresses addresses)) {
      return List.of(all);
    }
    List<NetworkFeature> asked = new ArrayList<>();
    if (!written(option, ADDRESS_KEYS).isEmpty()) {
      asked.add(addresses);
    }
    if (!option.get(RESOLVER_KEY).isEmpty()) {
      asked.add(new Resolver(written(option, Set.of(RESOLVER_KEY)), addresses.resolver()));
    }
    return asked;
  }

  private static NetworkFeature all(QemuOption option) {
    String written = written(option, ADDRESS_KEYS);
    written = written.isEmpty() ? "net=" + DEFAULT_NETWORK : written;
    String network = last(option, "net", DEFAULT_NETWORK);
    int slash = network.indexOf('/');
    long start = Ipv4.parse(slash < 0 ? network : network.substring(0, slash));
    if (start == Ipv4.NONE) {
      return new Refused(written);
    }
    String mask = slash < 0 ? "" : network.substring(slash + 1);
    int prefix = prefix(mask);
    if (prefix == NO_PREFIX) {
      // QEMU finds a mask itself, or takes one with gaps: what follows from it is not known here.
      boolean accepted = slash < 0 || (mask.indexOf('.') >= 0 && Ipv4.parse(mask) != Ipv4.NONE);
      return accepted
          ? new Addresses(written, network, "", "", last(option, RESOLVER_KEY, ""))
          : new Refused(written);
    }
    long base = start & mask(prefix);
    long gateway = address(option, "host", base, prefix, GATEWAY);
    long guest = address(option, "dhcpstart", base, prefix, GUEST);
    long resolver = address(option, RESOLVER_KEY, base, prefix, RESOLVER);
    boolean inside = (gateway & mask(prefix)) == base && (guest & mask(prefix)) == base;
    boolean distinct = gateway != resolver && guest != gateway && guest != resolver;
    if (gateway == Ipv4.NONE || resolver == Ipv4.NONE || !inside || !distinct) {
      return new Refused(written);
    }
    return new Addresses(
        written,
        Ipv4.text(base) + "/" + prefix,
        Ipv4.text(gateway),
        Ipv4.text(guest),
        Ipv4.text(resolver));
  }

  /** The address that the guest is given; empty if that is not known. */
  static String guest(QemuOption option) {
    return all(option) instanceof Addresses addresses ? addresses.guest() : "";
  }

  private static String written(QemuOption option, Set<String> keys) {
    StringBuilder written = new StringBuilder();
    for (Property property : option.properties()) {
      if (keys.contains(property.key())) {
        written.append(written.length() == 0 ? "" : ",");
        written.append(property.key()).append('=').append(property.value());
      }
    }
    return written.toString();
  }

  /** The last value of a key, also an empty one; of repeated keys it is the one that counts. */
  private static String last(QemuOption option, String key, String otherwise) {
    String value = otherwise;
    for (Property property : option.properties()) {
      value = property.key().equals(key) ? property.value() : value;
    }
    return value;
  }

  private static long address(QemuOption option, String key, long base, int prefix, int last) {
    String following = Ipv4.text(base | (last & ~mask(prefix) & 0xffff_ffffL));
    return Ipv4.parse(last(option, key, following));
  }

  private static long mask(int prefix) {
    return 0xffff_ffffL << (BITS - prefix) & 0xffff_ffffL;
  }

  /** {@code 24} or {@code 255.255.255.0}; -1 if it is neither. */
  private static int prefix(String text) {
    if (text.indexOf('.') >= 0) {
      long mask = Ipv4.parse(text);
      for (int prefix = SHORTEST_PREFIX; prefix <= BITS; prefix++) {
        if (mask(prefix) == mask) {
          return prefix;
        }
      }
      return NO_PREFIX;
    }
    long prefix = Numbers.parse(text);
    return prefix < SHORTEST_PREFIX || prefix > BITS ? NO_PREFIX : (int) prefix;
  }
}
