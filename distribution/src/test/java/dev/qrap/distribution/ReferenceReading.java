// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the reference reads a line, found out by trying (docs/compatibility.md): one argument after
 * the other, whatever the one before was.
 */
final class ReferenceReading {

  static final List<String> MODELS =
      List.of("virtio-net-pci", "virtio-net-ccw", "e1000", "e1000e", "rtl8139");

  /** What it looks for on a machine. */
  enum Profile {
    Q35("bus=pci.", "\"bus\":\"pci.", 10, 3, 30),
    PC("bus=pci.0,addr=0x", "\"bus\":\"pci.0\",\"addr\":\"0x", 16, 2, 30),
    S390("devno=fe.0.", "\"devno\":\"fe.0.", 16, 1, 15);

    final String plain;
    final String json;
    final int radix;
    final int first;
    final int last;

    Profile(String plain, String json, int radix, int first, int last) {
      this.plain = plain;
      this.json = json;
      this.radix = radix;
      this.first = first;
      this.last = last;
    }

    static Profile of(String type) {
      return type.startsWith("pc-q35")
          ? Q35
          : type.startsWith("pc-") ? PC : type.startsWith("s390-ccw") ? S390 : Q35;
    }
  }

  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** Where it sees -net, -netdev, -device and -machine. */
  final Set<Integer> seen = new TreeSet<>();

  /** The values of the devices that it keeps. */
  final List<String> devices = new ArrayList<>();

  private String machineType = "";

  ReferenceReading(List<String> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equals("-machine")) {
        seen.add(i);
        machineType = arguments.get(i + 1);
      }
    }
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      boolean last = i + 1 == arguments.size();
      if (option.equals("-net") || option.equals("-netdev")) {
        seen.add(i++);
      } else if (option.equals("-device") && !last) {
        seen.add(i);
        String value = arguments.get(i + 1);
        if (isCard(value)) {
          i++;
        } else {
          devices.add(value);
        }
      }
    }
  }

  Profile profile() {
    return Profile.of(machineType);
  }

  static boolean isCard(String value) {
    for (String model : MODELS) {
      if (value.startsWith(model + ",") || value.startsWith("{\"driver\":\"" + model + "\",")) {
        return true;
      }
    }
    return false;
  }

  /** Whether it writes JSON: only where it found an address in its own notation of JSON. */
  boolean json() {
    Profile profile = profile();
    return devices.stream()
        .anyMatch(value -> !value.contains(profile.plain) && value.contains(profile.json));
  }

  /** The text of each address number that it finds. */
  List<String> numbers() {
    Profile profile = profile();
    List<String> numbers = new ArrayList<>();
    for (String value : devices) {
      String template = value.contains(profile.plain) ? profile.plain : profile.json;
      int start = value.indexOf(template);
      if (start >= 0) {
        numbers.add(value.substring(start + template.length()));
      }
    }
    return numbers;
  }

  /** The candidates that it takes for used: numbers are wrapped, and too large ones end it all. */
  Set<Integer> used() {
    Set<Integer> used = new TreeSet<>();
    for (String number : numbers()) {
      BigInteger value = strtol(number, profile().radix);
      if (value.compareTo(LONG_MIN) < 0 || value.compareTo(LONG_MAX) > 0) {
        break;
      }
      add(used, (int) (value.longValue() & 31));
    }
    return used;
  }

  /** What it chooses if numbers are right: the lowest unused, or one more than the last. */
  int choice() {
    int choice = profile().first;
    while (usedAsWritten().contains(choice)) {
      choice++;
    }
    return choice;
  }

  /** The candidates that are used if a number is digits and is what it says. */
  Set<Integer> usedAsWritten() {
    Set<Integer> used = new TreeSet<>();
    for (String number : numbers()) {
      int end = 0;
      while (end < number.length() && isDigit(number.charAt(end), profile().radix)) {
        end++;
      }
      String digits = number.substring(0, end);
      BigInteger value =
          digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, profile().radix);
      if (value.bitLength() < 31) {
        add(used, value.intValue());
      }
    }
    return used;
  }

  private void add(Set<Integer> used, int number) {
    if (number >= profile().first && number <= profile().last) {
      used.add(number);
    }
  }

  /** As strtol(3) reads, without its limits. */
  static BigInteger strtol(String text, int base) {
    int i = 0;
    while (i < text.length() && " \t\n\u000b\f\r".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    boolean negative = i < text.length() && text.charAt(i) == '-';
    if (i < text.length() && "+-".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    int radix = base == 0 ? 10 : base;
    String rest = text.substring(i);
    boolean hex =
        rest.length() > 2
            && (rest.startsWith("0x") || rest.startsWith("0X"))
            && isDigit(rest.charAt(2), 16);
    if (hex && (base == 0 || base == 16)) {
      radix = 16;
      rest = rest.substring(2);
    } else if (base == 0 && rest.startsWith("0")) {
      radix = 8;
    }
    int end = 0;
    while (end < rest.length() && isDigit(rest.charAt(end), radix)) {
      end++;
    }
    BigInteger value = end == 0 ? BigInteger.ZERO : new BigInteger(rest.substring(0, end), radix);
    return negative ? value.negate() : value;
  }

  private static boolean isDigit(char c, int radix) {
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }
}
