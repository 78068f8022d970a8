// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.spi.NetworkFeature.ForwardedPorts;

/**
 * Ports of the host that lead to ports of the guest: {@code tcp:8080:80}, {@code udp:53}, {@code
 * tcp:127.0.0.1:8090-8091:80-81}, {@code tcp:[::1]:8080:80}. Without a protocol it is TCP: {@code
 * 8080:80}.
 */
record ForwardedPortsType() implements ValueType<ForwardedPorts> {

  private static final int MAX_PORT = 65_535;
  private static final int NOT_A_PORT = -1;

  @Override
  public String label() {
    return "PORTS";
  }

  @Override
  public ForwardedPorts parse(String text) {
    try {
      return of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "each must be like tcp:8080:80 or udp:53: " + e.getMessage(), e);
    }
  }

  private static ForwardedPorts of(String text) {
    boolean udp = text.startsWith("udp:");
    boolean named = udp || text.startsWith("tcp:");
    if (!named && !beginsAsPorts(text)) {
      throw new IllegalArgumentException("it must begin with tcp:, udp: or a port");
    }
    String rest = named ? text.substring(text.indexOf(':') + 1) : text;
    String address = address(rest);
    if (!address.isEmpty()) {
      rest = rest.substring(address.length() + 1);
    }
    int colon = rest.indexOf(':');
    String host = colon < 0 ? rest : rest.substring(0, colon);
    String guest = colon < 0 ? rest : rest.substring(colon + 1);
    int first = port(start(host));
    int last = port(end(host));
    int guestFirst = port(start(guest));
    int guestLast = port(end(guest));
    if (first < 1 || last < 1 || guestFirst < 1 || guestLast < 1) {
      throw new IllegalArgumentException("ports are numbers from 1 to " + MAX_PORT);
    }
    if (last < first || last - first != guestLast - guestFirst) {
      throw new IllegalArgumentException("a range must go up, and both must be as long");
    }
    boolean bracketed = address.startsWith("[");
    String plain = bracketed ? address.substring(1, address.length() - 1) : address;
    return new ForwardedPorts("forward=" + text, udp, plain, first, last, "", guestFirst);
  }

  /** A number, or an address in brackets. */
  private static boolean beginsAsPorts(String text) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    return first == '[' || (first >= '0' && first <= '9');
  }

  /** What stands before the ports: an address of IPv6 in brackets, or one of IPv4 with its dots. */
  private static String address(String text) {
    int end = text.startsWith("[") ? text.indexOf("]:") + 1 : text.indexOf(':');
    String address = end > 0 ? text.substring(0, end) : "";
    return address.startsWith("[") || address.indexOf('.') >= 0 ? address : "";
  }

  private static String start(String range) {
    int dash = range.indexOf('-');
    return dash < 0 ? range : range.substring(0, dash);
  }

  private static String end(String range) {
    return range.substring(range.indexOf('-') + 1);
  }

  private static int port(String text) {
    int port = 0;
    for (int i = 0; i < text.length() && port <= MAX_PORT; i++) {
      char c = text.charAt(i);
      port = c < '0' || c > '9' ? MAX_PORT + 1 : port * 10 + (c - '0');
    }
    return text.isEmpty() || port > MAX_PORT ? NOT_A_PORT : port;
  }
}
