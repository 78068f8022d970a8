// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkFeature.Other;
import dev.qrap.spi.NetworkFeature.Refused;

/**
 * {@code hostfwd=[tcp|udp]:[HOST]:PORT-[GUEST]:PORT} (QEMU documentation, "Network options"; what
 * is refused was seen with QEMU 7.2). Without HOST it is every IPv4 address of the host, and if the
 * host's port is 0 or left out, QEMU chooses one.
 */
final class HostForward {

  static final String KEY = "hostfwd";
  private static final String ANY_ADDRESS = "0.0.0.0";
  private static final int MAX_PORT = 65_535;
  private static final int CHOSEN_BY_QEMU = 0;
  private static final int NOT_A_PORT = -1;

  private HostForward() {}

  /**
   * What a rule asks for.
   *
   * @param ownAddress the address that the guest is given anyway
   */
  static NetworkFeature of(String written, String rule, String ownAddress) {
    int protocolEnd = rule.indexOf(':');
    int hostEnd = rule.indexOf(':', protocolEnd + 1);
    int dash = rule.indexOf('-', hostEnd + 1);
    int guestEnd = rule.indexOf(':', dash + 1);
    if (protocolEnd < 0 || hostEnd < 0 || dash < 0 || guestEnd < 0) {
      return new Refused(written);
    }
    String protocol = rule.substring(0, protocolEnd);
    boolean known = protocol.isEmpty() || protocol.equals("tcp") || protocol.equals("udp");
    String host = address(rule.substring(protocolEnd + 1, hostEnd));
    String guest = address(rule.substring(dash + 1, guestEnd));
    int hostPort = dash == hostEnd + 1 ? CHOSEN_BY_QEMU : port(rule.substring(hostEnd + 1, dash));
    int guestPort = port(rule.substring(guestEnd + 1));
    if (!known || host.isEmpty() || guest.isEmpty() || hostPort < 0 || guestPort < 1) {
      return new Refused(written);
    }
    if (hostPort == CHOSEN_BY_QEMU) {
      return new Other(written, KEY, rule);
    }
    boolean own = guest.equals(ANY_ADDRESS) || guest.equals(ownAddress);
    return new ForwardedPorts(
        written, protocol.equals("udp"), host, hostPort, hostPort, own ? "" : guest, guestPort);
  }

  /** The address as four numbers; empty if it is none. */
  private static String address(String text) {
    long address = text.isEmpty() ? 0 : Ipv4.parse(text);
    return address == Ipv4.NONE ? "" : Ipv4.text(address);
  }

  /** A port as strtol(3) reads it, with spaces or a plus sign before it. */
  private static int port(String text) {
    String number = text.stripLeading();
    long port = Numbers.parse(number.startsWith("+") ? number.substring(1) : number);
    return port < 0 || port > MAX_PORT ? NOT_A_PORT : (int) port;
  }
}
