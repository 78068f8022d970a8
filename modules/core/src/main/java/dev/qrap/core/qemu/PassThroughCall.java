// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import dev.qrap.spi.Machine;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.List;
import java.util.Set;

/**
 * Recognises calls for which QEMU needs no network: those that print something and end, and those
 * that have no machine, with which libvirt asks what an emulator can do.
 *
 * <p>A value asks for help with the word {@code help} or {@code ?}, and there are three places for
 * it: the first word of the value ({@code -device help}), a later word of its own ({@code -device
 * e1000,help}), and the value of a key that names a kind or a model ({@code -nic user,model=help}).
 * Which options take it in which place was read from QEMU 7.2, 10.0 and 11.1. One table serves all
 * versions, because a version that does not know one of these forms refuses it and ends too: none
 * of them runs a machine. In other options the word is a name or a file like any other. {@code
 * HelpCallsIT} tries every option of the QEMU that is installed.
 */
public final class PassThroughCall {

  /** Print something and end, whatever else is on the line. */
  private static final Set<String> ENDING =
      Set.of("h", "help", "version", "audio-help", "dump-vmstate");

  /** Their first word may ask for help; so may that of every option with an implied key. */
  private static final Set<String> FIRST_WORD =
      Set.of(
          "accel",
          "action",
          "add-fd",
          "audio",
          "audiodev",
          "boot",
          "cpu",
          "d",
          "display",
          "global",
          "iscsi",
          "msg",
          "overcommit",
          "plugin",
          "rtc",
          "run-with",
          "smp",
          "spice",
          "tpmdev",
          "trace",
          "vga",
          "vnc");

  /** A later word of its own may ask for help. */
  private static final Set<String> LATER_WORD =
      Set.of(
          "accel",
          "action",
          "audio",
          "boot",
          "chardev",
          "d",
          "device",
          "fsdev",
          "fw_cfg",
          "icount",
          "iscsi",
          "m",
          "machine",
          "mon",
          "msg",
          "name",
          "object",
          "option-rom",
          "overcommit",
          "rtc",
          "run-with",
          "sandbox",
          "smp",
          "trace",
          "virtfs",
          "vnc");

  private PassThroughCall() {}

  /**
   * Why a call needs no network.
   *
   * @param options the options of QEMU's command line
   * @param machine the machine that they describe
   * @return the option that says so, for people; empty if the call may need a network
   */
  public static String reason(List<QemuOption> options, Machine machine) {
    for (QemuOption option : options) {
      if (ENDING.contains(option.name())) {
        return "-" + option.name();
      }
      if (option.notation() == Notation.PLAIN && asksForHelp(option)) {
        return "-" + option.name() + " " + option.value();
      }
    }
    return machine.type().equals("none") ? "-machine none" : "";
  }

  private static boolean asksForHelp(QemuOption option) {
    return inFirstWord(option) || inLaterWord(option) || inKey(option);
  }

  private static boolean inFirstWord(QemuOption option) {
    String name = option.name();
    if (name.equals("L")) {
      return isHelp(option.value()); // a directory, which may have a comma in its name
    }
    String key = OptionTable.impliedKey(name);
    return key.isEmpty()
        ? FIRST_WORD.contains(name) && isHelp(firstWord(option))
        : isHelp(option.get(key));
  }

  private static boolean inLaterWord(QemuOption option) {
    return switch (option.name()) {
      // -global driver.property=value is taken literally, whatever the value.
      case "global" -> !firstWord(option).isEmpty() && hasHelpWord(option);
      default -> LATER_WORD.contains(option.name()) && hasHelpWord(option);
    };
  }

  private static boolean inKey(QemuOption option) {
    return switch (option.name()) {
      case "accel" -> isHelp(option.get("accel"));
      case "audio" -> isHelp(option.get("driver")) || isHelp(option.get("model"));
      case "d" -> hasTraceHelp(option);
      case "display" -> isHelp(option.get("vnc"));
      case "drive" -> isHelp(option.get("format"));
      case "net" -> isHelp(option.get("model"));
      case "nic" -> isHelp(option.get("model")) && !option.get("type").equals("none");
      case "plugin" -> isHelp(option.get("file"));
      case "trace" -> isHelp(option.get("enable"));
      default -> false;
    };
  }

  /** The first word of a value, if it stands without a key. */
  private static String firstWord(QemuOption option) {
    List<Property> properties = option.properties();
    boolean bare = !properties.isEmpty() && properties.get(0).key().isEmpty();
    return bare ? properties.get(0).value() : "";
  }

  /** Whether a word after the first one asks for help: no property is called {@code help}. */
  private static boolean hasHelpWord(QemuOption option) {
    for (int i = 1; i < option.properties().size(); i++) {
      Property property = option.properties().get(i);
      if (isHelp(property.key()) && property.value().equals("on")) {
        return true;
      }
    }
    return false;
  }

  /** Whether an item of {@code -d} lists the trace events: {@code -d in_asm,trace:help}. */
  private static boolean hasTraceHelp(QemuOption option) {
    for (Property property : option.properties()) {
      String item = property.key().isEmpty() ? property.value() : property.key();
      if (item.equals("trace:help") || item.equals("trace:?")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHelp(String word) {
    return word.equals("help") || word.equals("?");
  }
}
