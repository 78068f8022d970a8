// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.platform.linux.ErrNo;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;

/** A port of this host: ip(7), ipv6(7). */
final class Port {

  /** The sizes of a sockaddr_in and a sockaddr_in6, and where the address stands in each. */
  private static final int ADDRESS4_BYTES = 16;

  private static final int ADDRESS4_START = 4;
  private static final int ADDRESS6_BYTES = 28;
  private static final int ADDRESS6_START = 8;

  private static final int SOMEBODY_LISTENS = 1;

  private Port() {}

  /**
   * Takes it for a moment.
   *
   * @param address empty for all, of IPv6 and of IPv4
   */
  static void check(boolean udp, String address, int port) throws HostException {
    boolean six = address.isEmpty() || address.indexOf(':') >= 0;
    try {
      bind(six, udp, address, port);
    } catch (HostException e) {
      if (!address.isEmpty() || !e.is(Errno.EAFNOSUPPORT)) {
        throw e;
      }
      bind(false, udp, address, port); // a host without IPv6
    }
  }

  private static void bind(boolean six, boolean udp, String address, int port)
      throws HostException {
    String subject = (udp ? "udp" : "tcp") + " port " + port;
    byte[] name = name(six, address, port);
    int type = (udp ? Abi.SOCK_DGRAM : Abi.SOCK_STREAM) | Abi.SOCK_CLOEXEC;
    int socket = Libc.check(subject, "socket", six ? Abi.AF_INET6 : Abi.AF_INET, type, 0);
    try {
      if (six) {
        option(subject, socket, Abi.IPPROTO_IPV6, Abi.IPV6_V6ONLY, address.isEmpty() ? 0 : 1);
      }
      if (!udp) {
        // Connections that are gone but for their last minute are in nobody's way, passt's neither.
        option(subject, socket, Abi.SOL_SOCKET, Abi.SO_REUSEADDR, 1);
      }
      Libc.check(subject, "bind", socket, name, name.length);
      if (!udp) {
        Libc.check(subject, "listen", socket, SOMEBODY_LISTENS);
      }
    } finally {
      Libc.call("close", socket);
    }
  }

  private static void option(String subject, int socket, int level, int option, int value)
      throws HostException {
    Libc.check(subject, "setsockopt", socket, level, option, new int[] {value}, Integer.BYTES);
  }

  private static byte[] name(boolean six, String address, int port) throws HostException {
    byte[] name = new byte[six ? ADDRESS6_BYTES : ADDRESS4_BYTES];
    int family = six ? Abi.AF_INET6 : Abi.AF_INET;
    name[Abi.LOW_BYTE_OF_SHORT] = (byte) family;
    name[2] = (byte) (port >>> Byte.SIZE); // big-endian everywhere
    name[3] = (byte) port;
    if (!address.isEmpty()) {
      byte[] number = new byte[ADDRESS4_BYTES]; // as many as an address of IPv6 has
      if (Libc.call("inet_pton", family, Libc.cString(address), number) != 1) {
        throw Libc.failure("inet_pton", address, ErrNo.EINVAL);
      }
      int start = six ? ADDRESS6_START : ADDRESS4_START;
      System.arraycopy(number, 0, name, start, six ? 16 : 4);
    }
    return name;
  }
}
