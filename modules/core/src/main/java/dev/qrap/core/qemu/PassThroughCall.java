// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import dev.qrap.spi.Machine;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.List;
import java.util.Set;

/**
 * Tells calls for which QEMU needs no network: those that print something and end, and those that
 * have no machine, with which libvirt asks what an emulator can do. Seen on QEMU 7.2.
 */
public final class PassThroughCall {

  /** Print something and end, whatever else is on the line. */
  private static final Set<String> ENDING =
      Set.of("h", "help", "version", "audio-help", "dump-vmstate");

  /** Print what there is where their value begins with the word {@code help}. */
  private static final Set<String> TAKE_HELP =
      Set.of(
          "machine",
          "cpu",
          "accel",
          "device",
          "netdev",
          "object",
          "L",
          "chardev",
          "audiodev",
          "audio",
          "vga",
          "display",
          "trace",
          "smp",
          "boot",
          "d",
          "tpmdev",
          "vnc",
          "spice",
          "rtc",
          "global",
          "action");

  /** The same for {@code ?}. */
  private static final Set<String> TAKE_QUESTION_MARK =
      Set.of(
          "machine", "cpu", "accel", "device", "netdev", "object", "L", "chardev", "audio",
          "display", "d", "trace");

  /** Print the properties of one thing: {@code -device e1000,help}. */
  private static final Set<String> DESCRIBE = Set.of("machine", "device", "object", "chardev");

  private PassThroughCall() {}

  /**
   * Why a call needs no network.
   *
   * @param options the options of QEMU's command line
   * @param machine the machine that they describe
   * @return the option that says so, for people; empty where the call may need a network
   */
  public static String reason(List<QemuOption> options, Machine machine) {
    for (QemuOption option : options) {
      if (ENDING.contains(option.name())) {
        return "-" + option.name();
      }
      if (asksForHelp(option)) {
        return "-" + option.name() + " " + option.value();
      }
    }
    return machine.type().equals("none") ? "-machine none" : "";
  }

  private static boolean asksForHelp(QemuOption option) {
    String name = option.name();
    if (beginsWith(option, "help") && TAKE_HELP.contains(name)) {
      return true;
    }
    if (beginsWith(option, "?") && TAKE_QUESTION_MARK.contains(name)) {
      return true;
    }
    return switch (name) {
      case "drive" -> isHelp(option.get("format"));
      case "net", "nic" -> option.get("model").equals("help");
      default -> DESCRIBE.contains(name) && hasHelpFlag(option);
    };
  }

  private static boolean beginsWith(QemuOption option, String word) {
    return option.value().equals(word) || option.value().startsWith(word + ",");
  }

  private static boolean isHelp(String word) {
    return word.equals("help") || word.equals("?");
  }

  /** A word of its own after the first one: no property of anything is called {@code help}. */
  private static boolean hasHelpFlag(QemuOption option) {
    for (int i = 1; i < option.properties().size(); i++) {
      Property property = option.properties().get(i);
      if (isHelp(property.key()) && property.value().equals("on")) {
        return true;
      }
    }
    return false;
  }
}
