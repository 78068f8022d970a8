// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.Addresses;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkFeature.Refused;
import dev.qrap.spi.NetworkFeature.Resolver;
import java.util.List;
import java.util.Optional;

/**
 * The families of addresses that a {@code -netdev user} has. If only one of {@code ipv4=} and
 * {@code ipv6=} is written, the other family is what that one is not (seen on QEMU 7.2, where
 * {@code ipv4=on} alone gives a network without IPv6). Without any, it has both.
 */
final class Families {

  private Optional<Boolean> ipv4 = Optional.empty();
  private Optional<Boolean> ipv6 = Optional.empty();

  /** The options that say so, for people. */
  private String written = "";

  /**
   * Notes an option. The last one of a family holds.
   *
   * @param key {@code ipv4} or {@code ipv6}
   */
  void set(String key, boolean on, String text) {
    if (key.equals("ipv4")) {
      ipv4 = Optional.of(on);
    } else {
      ipv6 = Optional.of(on);
    }
    written += (written.isEmpty() ? "" : ",") + text;
  }

  /** Adds what they ask for to the other features of the same network. */
  void addTo(List<NetworkFeature> features) {
    boolean hasIpv6 = ipv6.orElse(ipv4.isEmpty() || !ipv4.get());
    if (hasIpv4() && hasIpv6) {
      return;
    }
    if (!hasIpv4() && (!hasIpv6 || hasAddresses(features))) {
      // QEMU refuses a network without any family, and addresses of a family that is off.
      features.add(new Refused(written));
    } else {
      features.add(new OneFamily(written, hasIpv6));
    }
  }

  /** Whether the guest gets an address of IPv4. */
  boolean hasIpv4() {
    return ipv4.orElse(ipv6.isEmpty() || !ipv6.get());
  }

  private static boolean hasAddresses(List<NetworkFeature> features) {
    for (NetworkFeature feature : features) {
      if (feature instanceof Addresses || feature instanceof Resolver) {
        return true;
      }
    }
    return false;
  }
}
