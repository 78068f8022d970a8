// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.gvproxy;

/**
 * What gvproxy answers to: an ARP request (RFC 826) for its own address, with a source that is not
 * zero. A request from nobody, and one for another address, it drops.
 */
final class ArpRequest {

  private static final String HEX =
      "0000002a" // the length of the frame
          + "ffffffffffff"
          + "027172617000" // to all, from an address that nobody else has: locally administered
          + "0806"
          + "0001"
          + "0800"
          + "06"
          + "04"
          + "0001" // ARP: Ethernet, IPv4, address lengths, request
          + "027172617000"
          + "00000000"
          + "000000000000"
          + "c0a87f01"; // 192.168.127.1, the gateway's default address

  /** The frame after its length. */
  static final String TEXT = bytes();

  private ArpRequest() {}

  private static String bytes() {
    StringBuilder bytes = new StringBuilder(HEX.length() / 2);
    for (int i = 0; i < HEX.length(); i += 2) {
      int high = Character.digit(HEX.charAt(i), 16);
      bytes.append((char) (high * 16 + Character.digit(HEX.charAt(i + 1), 16)));
    }
    return bytes.toString();
  }
}
