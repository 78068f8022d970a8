// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.qemu.EmulatorName;
import java.util.List;

/**
 * What the user asks for: {@code qrap [FDNUM QEMU_CMD] [QEMU_ARG]...} or {@code qrap QEMU
 * [QEMU_ARG]...}.
 *
 * @param mode which of the two modes it is
 * @param descriptor FDNUM in explicit mode; 0 in patch mode
 * @param command the QEMU that the arguments name; empty if they name none, which is possible in
 *     patch mode alone
 * @param arguments QEMU's arguments
 */
public record Invocation(Mode mode, int descriptor, String command, List<String> arguments) {

  /** The two modes of a launch. */
  public enum Mode {
    /** The user says which program and which descriptor; nothing is patched. */
    EXPLICIT,
    /** The arguments are QEMU's, perhaps after its name, and are patched. */
    PATCH
  }

  /** The lowest number that is not standard input, output or error. */
  private static final int MIN_DESCRIPTOR = 3;

  /** Makes the list immutable. */
  public Invocation {
    arguments = List.copyOf(arguments);
  }

  /**
   * Tells the modes apart. It is explicit if the first argument is a whole number and the second
   * does not begin with a dash.
   *
   * @param arguments the user's arguments, at least one
   * @param descriptorLimit descriptors must be below it (RLIMIT_NOFILE)
   * @return the invocation
   * @throws LaunchException if the number cannot be a descriptor
   */
  public static Invocation of(List<String> arguments, int descriptorLimit) throws LaunchException {
    String first = arguments.get(0);
    if (EmulatorName.isQemu(first)) {
      return new Invocation(Mode.PATCH, 0, first, arguments.subList(1, arguments.size()));
    }
    if (arguments.size() < 2 || arguments.get(1).startsWith("-")) {
      return new Invocation(Mode.PATCH, 0, "", arguments);
    }
    long number = wholeNumber(first);
    if (number < 0) {
      return new Invocation(Mode.PATCH, 0, "", arguments);
    }
    if (number < MIN_DESCRIPTOR || number >= descriptorLimit) {
      throw new LaunchException(
          ("descriptor number " + first + " is out of range: it must be from " + MIN_DESCRIPTOR)
              + (" to " + (descriptorLimit - 1) + " (ulimit -n is " + descriptorLimit + ")"));
    }
    return new Invocation(
        Mode.EXPLICIT, (int) number, arguments.get(1), arguments.subList(2, arguments.size()));
  }

  /**
   * The value of a whole number as C writes it: decimal, hexadecimal after 0x, octal after 0.
   *
   * @return -1 if the text is no such number; Long.MAX_VALUE if it is too large for a long
   */
  private static long wholeNumber(String text) {
    int radix = 10;
    int start = 0;
    if (text.startsWith("0x") || text.startsWith("0X")) {
      radix = 16;
      start = 2;
    } else if (text.startsWith("0") && text.length() > 1) {
      radix = 8;
      start = 1;
    }
    if (start == text.length()) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value > (Long.MAX_VALUE - digit) / radix ? Long.MAX_VALUE : value * radix + digit;
    }
    return value;
  }
}
