// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.NetworkFeature.Addresses;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;

/**
 * The addresses of {@code -netdev user}: those that are written, and in their network those that
 * follow from it: 10.0.2.0/24 with the gateway .2, the resolver .3 and the first guest .15 (QEMU
 * documentation, "Network options").
 */
final class SlirpAddresses {

  private static final String DEFAULT_NETWORK = "10.0.2.0/24";

  /** The last two bytes of what follows from a network, as far as its prefix leaves room. */
  private static final int GATEWAY = 0x0202;

  private static final int RESOLVER = 0x0203;
  private static final int GUEST = 0x020f;

  private static final long NOT_AN_ADDRESS = -1;
  private static final int BITS = 32;
  private static final int NO_PREFIX = -1;

  private SlirpAddresses() {}

  static Addresses of(QemuOption option) {
    String network = option.get("net").isEmpty() ? DEFAULT_NETWORK : option.get("net");
    int slash = network.indexOf('/');
    long start = slash < 0 ? NOT_AN_ADDRESS : number(network.substring(0, slash));
    int prefix = slash < 0 ? NO_PREFIX : prefix(network.substring(slash + 1));
    boolean known = start != NOT_AN_ADDRESS && prefix != NO_PREFIX;
    return new Addresses(
        written(option).isEmpty() ? "net=" + network : written(option),
        known ? text(start & mask(prefix)) + "/" + prefix : network,
        said(option, "host", known ? within(start, prefix, GATEWAY) : ""),
        said(option, "dhcpstart", known ? within(start, prefix, GUEST) : ""),
        said(option, "dns", known ? within(start, prefix, RESOLVER) : ""));
  }

  private static String written(QemuOption option) {
    StringBuilder written = new StringBuilder();
    for (Property property : option.properties()) {
      switch (property.key()) {
        case "net", "host", "dhcpstart", "dns" -> {
          written.append(written.length() == 0 ? "" : ",");
          written.append(property.key()).append('=').append(property.value());
        }
        default -> {
          // not about addresses
        }
      }
    }
    return written.toString();
  }

  private static String said(QemuOption option, String key, String otherwise) {
    return option.get(key).isEmpty() ? otherwise : option.get(key);
  }

  private static String within(long start, int prefix, int last) {
    return text((start & mask(prefix)) | (last & ~mask(prefix) & 0xffff_ffffL));
  }

  private static long mask(int prefix) {
    return prefix == 0 ? 0 : 0xffff_ffffL << (BITS - prefix) & 0xffff_ffffL;
  }

  /** {@code 24} or {@code 255.255.255.0}. */
  private static int prefix(String text) {
    if (text.indexOf('.') >= 0) {
      long mask = number(text);
      for (int prefix = 0; prefix <= BITS; prefix++) {
        if (mask(prefix) == mask) {
          return prefix;
        }
      }
      return NO_PREFIX;
    }
    int prefix = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 10);
      prefix = digit < 0 || prefix > BITS ? BITS + 1 : prefix * 10 + digit;
    }
    return text.isEmpty() || prefix > BITS ? NO_PREFIX : prefix;
  }

  private static long number(String text) {
    long number = 0;
    int start = 0;
    for (int part = 0; part < 4; part++) {
      int end = part < 3 ? text.indexOf('.', start) : text.length();
      if (end <= start || end - start > 3) {
        return NOT_AN_ADDRESS;
      }
      int value = 0;
      for (int i = start; i < end; i++) {
        int digit = Character.digit(text.charAt(i), 10);
        value = digit < 0 ? 256 : value * 10 + digit;
      }
      if (value > 255) {
        return NOT_AN_ADDRESS;
      }
      number = number << 8 | value;
      start = end + 1;
    }
    return number;
  }

  private static String text(long address) {
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
