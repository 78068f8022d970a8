// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

/** Addresses of IPv4 as inet_aton(3) reads them, which is how QEMU does. */
final class Ipv4 {

  /** What {@link #parse} returns for a text that is no address. */
  static final long NONE = -1;

  private static final int BITS = 32;
  private static final int BYTE = 8;
  private static final int MOST_PARTS = 4;

  private Ipv4() {}

  /**
   * Reads an address: up to four numbers with dots between them, each decimal, octal after 0 or
   * hexadecimal after 0x. The last number fills the bytes that are left: {@code 127.1} is
   * 127.0.0.1.
   */
  static long parse(String text) {
    long address = 0;
    int start = 0;
    for (int part = 0; part < MOST_PARTS; part++) {
      int dot = text.indexOf('.', start);
      long number = Numbers.parse(text.substring(start, dot < 0 ? text.length() : dot));
      int left = BITS - part * BYTE;
      long most = dot < 0 ? (1L << left) - 1 : 255;
      if (number < 0 || number > most) {
        return NONE;
      }
      if (dot < 0) {
        return address << left | number;
      }
      address = address << BYTE | number;
      start = dot + 1;
    }
    return NONE;
  }

  /** Four decimal numbers with dots between them. */
  static String text(long address) {
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
