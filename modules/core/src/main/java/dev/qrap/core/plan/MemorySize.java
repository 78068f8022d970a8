// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.Machine;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.List;

/** How much memory a guest has: what QEMU makes of {@code -m} (seen with QEMU 7.2 to 11.1). */
final class MemorySize {

  /** A size that nobody can tell. */
  static final long UNKNOWN = -1;

  /** Machines whose memory has QEMU's general default size. */
  private static final List<String> OF_DEFAULT_SIZE = List.of("pc", "q35", "virt", "microvm");

  private static final long MEBIBYTE = 1L << 20;
  private static final long GIBIBYTE = 1L << 30;
  private static final long DEFAULT = 128 * MEBIBYTE;

  /** The suffixes of sizes, each 1024 times the one before. */
  private static final String SUFFIXES = "BKMGTPE";

  private static final int BITS_OF_SUFFIX = 10;
  private static final int BASE = 10;

  /** QEMU makes the size a multiple of this. */
  private static final long UNIT = 8192;

  /** More than any machine can have: such a size is not one to calculate with. */
  private static final long MOST = 1L << 50;

  private MemorySize() {}

  /**
   * The size in bytes; {@link #UNKNOWN} if the line does not say it, or not in a way that is known.
   */
  static long of(List<QemuOption> line, Machine machine) {
    String size = "";
    for (QemuOption option : line) {
      if (option.name().equals("m")) {
        // -m 512 is -m size=512, and of several -m the last one that says a size counts.
        String said = option.get("size").isEmpty() ? option.get("") : option.get("size");
        size = said.isEmpty() ? size : said;
      }
    }
    for (Property option : machine.options()) {
      if (option.key().startsWith("memory.")) {
        return UNKNOWN; // another notation of -m, which merges with it
      }
    }
    if (!size.isEmpty()) {
      return parse(size);
    }
    for (String family : OF_DEFAULT_SIZE) {
      if (machine.isOf(family)) {
        return DEFAULT;
      }
    }
    return UNKNOWN;
  }

  /**
   * A size as an option of QEMU's takes it that is not {@code -m}: without a suffix it is in bytes.
   */
  static String text(long bytes) {
    if (bytes % GIBIBYTE == 0) {
      return bytes / GIBIBYTE + "G";
    }
    return bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + "M" : String.valueOf(bytes);
  }

  /** Digits, perhaps a point and more digits, and a suffix; QEMU takes no hexadecimal ones here. */
  private static long parse(String text) {
    int point = digits(text, 0);
    int end = point < text.length() && text.charAt(point) == '.' ? digits(text, point + 1) : point;
    long whole = 0;
    for (int i = 0; i < point && whole < MOST; i++) {
      whole = whole * BASE + Character.digit(text.charAt(i), BASE);
    }
    long unit = unit(text, point, end);
    if (point == 0 || unit == UNKNOWN || whole >= MOST / unit) {
      return UNKNOWN;
    }
    double fraction = end - point < 2 ? 0 : Double.parseDouble("0" + text.substring(point, end));
    long bytes = whole * unit + (long) (fraction * unit);
    return bytes == 0 ? UNKNOWN : (bytes + UNIT - 1) / UNIT * UNIT;
  }

  /** Where the digits end that begin at a place. */
  private static int digits(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** What the suffix multiplies with; {@link #UNKNOWN} if it is none. A number alone is in MiB. */
  private static long unit(String text, int point, int end) {
    if (end == text.length()) {
      return end == point ? MEBIBYTE : UNKNOWN;
    }
    int suffix = SUFFIXES.indexOf(Character.toUpperCase(text.charAt(end)));
    boolean known = suffix >= 0 && end + 1 == text.length();
    return known ? 1L << (BITS_OF_SUFFIX * suffix) : UNKNOWN;
  }
}
