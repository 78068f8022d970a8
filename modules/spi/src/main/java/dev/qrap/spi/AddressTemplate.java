// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.BitSet;

/**
 * How a machine's addresses look in the text of a {@code -device}, for a {@link MachineProfile} to
 * find those in use: {@code bus=pci.0,addr=0x} and then a number.
 *
 * @param plain the text before the number in plain notation
 * @param json the text before the number in JSON, without spaces, as libvirt writes it
 * @param radix the number's base
 */
public record AddressTemplate(String plain, String json, int radix) {

  /** Numbers are kept in a bit set; no bus has as many places. */
  private static final int MAX_NUMBER = 0xffff;

  /**
   * The numbers that the devices of a line use. Of each device the first place counts in which the
   * template stands; text that is no number counts as 0.
   *
   * @param inventory the options that stay on the line
   * @return the numbers; the caller may change the set
   */
  public BitSet numbersIn(Inventory inventory) {
    BitSet numbers = new BitSet();
    for (QemuOption device : inventory.devices()) {
      int start = end(device.value(), plain);
      if (start < 0) {
        start = end(device.value(), json);
      }
      if (start >= 0) {
        int number = number(device.value(), start);
        if (number <= MAX_NUMBER) {
          numbers.set(number);
        }
      }
    }
    return numbers;
  }

  /** The place after a template; -1 where it does not stand. */
  private static int end(String text, String template) {
    int start = text.indexOf(template);
    return start < 0 ? -1 : start + template.length();
  }

  private int number(String text, int start) {
    int number = 0;
    for (int i = start; i < text.length() && number <= MAX_NUMBER; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        break;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
