// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.passt;

/**
 * What passt answers to: two Ethernet frames, each after its length as four bytes, big endian, as
 * {@code -netdev socket} speaks it (docs/architecture.md, "The probe").
 */
final class ProbeFrames {

  /** From nobody to everybody: an ARP request (RFC 826) for address 0.0.0.0. */
  private static final String ARP =
      "ffffffffffff"
          + "ffffffffffff"
          + "0806" // Ethernet: to, from, type ARP
          + "0001"
          + "0800"
          + "06"
          + "04"
          + "0001" // Ethernet, IPv4, address lengths, request
          + "000000000000"
          + "00000000"
          + "000000000000"
          + "00000000";

  /** For a backend without IPv4: a neighbour solicitation (RFC 4861) from ::1 for ::. */
  private static final String NEIGHBOUR_SOLICITATION =
      "ffffffffffff"
          + "ffffffffffff"
          + "86dd" // Ethernet: to, from, type IPv6
          + "60000000"
          + "0018"
          + "3a"
          + "ff" // IPv6: payload 24, ICMPv6, hop limit 255
          + "00000000000000000000000000000001"
          + "00000000000000000000000000000000"
          + "87"
          + "00"
          + "0000"
          + "00000000" // ICMPv6: type 135; passt asks for no checksum
          + "00000000000000000000000000000000";

  /** Both frames, to be sent in one write. */
  static final String TEXT = frame(ARP) + frame(NEIGHBOUR_SOLICITATION);

  private ProbeFrames() {}

  /** Both are shorter than 256 bytes. */
  private static String frame(String hex) {
    int length = hex.length() / 2;
    StringBuilder bytes = new StringBuilder("\0\0\0").append((char) length);
    for (int i = 0; i < length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      bytes.append((char) (high * 16 + Character.digit(hex.charAt(2 * i + 1), 16)));
    }
    return bytes.toString();
  }
}
