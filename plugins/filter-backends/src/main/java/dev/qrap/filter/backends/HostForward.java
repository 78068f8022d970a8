// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import java.util.Optional;

/**
 * {@code hostfwd=[tcp|udp]:[HOST]:PORT-[GUEST]:PORT} (QEMU documentation, "Network options"). Ports
 * may be decimal, hexadecimal or octal, as strtol(3) reads them.
 */
final class HostForward {

  private static final int MAX_PORT = 65_535;
  private static final int NOT_A_PORT = -1;

  private HostForward() {}

  /**
   * The ports of a rule.
   *
   * @param ownAddress the address that the guest is given anyway
   * @return empty if QEMU rejects the rule, or chooses the port itself
   */
  static Optional<ForwardedPorts> of(String written, String rule, String ownAddress) {
    int protocolEnd = rule.indexOf(':');
    int hostEnd = rule.indexOf(':', protocolEnd + 1);
    int dash = rule.indexOf('-', hostEnd + 1);
    int guestEnd = rule.indexOf(':', dash + 1);
    if (protocolEnd < 0 || hostEnd < 0 || dash < 0 || guestEnd < 0) {
      return Optional.empty();
    }
    String protocol = rule.substring(0, protocolEnd);
    boolean known = protocol.isEmpty() || protocol.equals("tcp") || protocol.equals("udp");
    String host = rule.substring(protocolEnd + 1, hostEnd);
    String said = rule.substring(dash + 1, guestEnd);
    String guest = said.equals(ownAddress) ? "" : said;
    int hostPort = port(rule.substring(hostEnd + 1, dash));
    int guestPort = port(rule.substring(guestEnd + 1));
    if (!known || !isAddress(host) || !isAddress(guest) || hostPort < 1 || guestPort < 1) {
      return Optional.empty();
    }
    boolean udp = protocol.equals("udp");
    return Optional.of(
        new ForwardedPorts(written, udp, host, hostPort, hostPort, guest, guestPort));
  }

  /** Of IPv4, or none. */
  private static boolean isAddress(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static int port(String text) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    boolean octal = !hexadecimal && text.length() > 1 && text.startsWith("0");
    String digits = hexadecimal ? text.substring(2) : text;
    int radix = hexadecimal ? 16 : octal ? 8 : 10;
    int port = 0;
    for (int i = 0; i < digits.length() && port <= MAX_PORT; i++) {
      int digit = Character.digit(digits.charAt(i), radix);
      port = digit < 0 ? MAX_PORT + 1 : port * radix + digit;
    }
    return digits.isEmpty() || port > MAX_PORT ? NOT_A_PORT : port;
  }
}
