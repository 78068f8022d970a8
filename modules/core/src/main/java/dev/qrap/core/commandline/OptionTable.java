// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import java.util.Set;

/**
 * Which of QEMU's options take a value. Read off {@code qemu-system-x86_64 -help} of QEMU 7.2, with
 * the options that its help does not mention and those that older versions had.
 *
 * <p>An option that is in neither list takes the next argument for its value unless that begins
 * with a dash. A wrong guess is harmless: arguments that are not about the network pass unchanged
 * whatever they are taken for.
 */
final class OptionTable {

  private static final Set<String> FLAGS =
      Set.of(
          "h",
          "help",
          "version",
          "S",
          "s",
          "usb",
          "snapshot",
          "nographic",
          "portrait",
          "curses",
          "sdl",
          "full-screen",
          "alt-grab",
          "ctrl-grab",
          "no-quit",
          "no-frame",
          "win2k-hack",
          "no-fd-bootchk",
          "no-acpi",
          "no-hpet",
          "mem-prealloc",
          "singlestep",
          "preconfig",
          "enable-kvm",
          "no-kvm",
          "enable-fips",
          "xen-attach",
          "xen-domid-restrict",
          "no-reboot",
          "no-shutdown",
          "daemonize",
          "only-migratable",
          "nodefaults",
          "no-user-config",
          "nodefconfig",
          "enable-sync-profile",
          "audio-help",
          "old-param",
          "semihosting",
          "async-teardown",
          "xen-create",
          "localtime",
          "show-cursor",
          "perfmap",
          "jitdump");

  private static final Set<String> VALUED =
      Set.of(
          "machine",
          "cpu",
          "accel",
          "smp",
          "numa",
          "add-fd",
          "set",
          "global",
          "boot",
          "m",
          "mem-path",
          "k",
          "audio",
          "audiodev",
          "soundhw",
          "device",
          "name",
          "uuid",
          "fda",
          "fdb",
          "hda",
          "hdb",
          "hdc",
          "hdd",
          "cdrom",
          "blockdev",
          "drive",
          "mtdblock",
          "sd",
          "pflash",
          "fsdev",
          "virtfs",
          "iscsi",
          "usbdevice",
          "display",
          "spice",
          "rotate",
          "vga",
          "g",
          "vnc",
          "acpitable",
          "smbios",
          "netdev",
          "net",
          "nic",
          "chardev",
          "tpmdev",
          "kernel",
          "append",
          "initrd",
          "dtb",
          "shim",
          "compat",
          "fw_cfg",
          "serial",
          "parallel",
          "monitor",
          "qmp",
          "qmp-pretty",
          "mon",
          "debugcon",
          "pidfile",
          "gdb",
          "d",
          "D",
          "dfilter",
          "seed",
          "L",
          "bios",
          "xen-domid",
          "option-rom",
          "rtc",
          "clock",
          "icount",
          "watchdog",
          "watchdog-action",
          "action",
          "echr",
          "virtioconsole",
          "tb-size",
          "incoming",
          "loadvm",
          "chroot",
          "runas",
          "run-with",
          "prom-env",
          "semihosting-config",
          "sandbox",
          "readconfig",
          "writeconfig",
          "trace",
          "plugin",
          "qtest",
          "qtest-log",
          "msg",
          "dump-vmstate",
          "object",
          "overcommit");

  private OptionTable() {}

  /**
   * Whether an option takes the argument after it for its value.
   *
   * @param name the option without dashes
   * @param next the argument after it
   * @return true if {@code next} is its value
   */
  static boolean takes(String name, String next) {
    if (VALUED.contains(name)) {
      return true;
    }
    return !FLAGS.contains(name) && !next.startsWith("-");
  }

  /**
   * The key that QEMU lets people leave out at the beginning of a value.
   *
   * @param name the option without dashes
   * @return the key; empty where there is none
   */
  static String impliedKey(String name) {
    return switch (name) {
      case "device" -> "driver";
      case "netdev", "net", "nic", "machine" -> "type";
      case "object" -> "qom-type";
      case "chardev" -> "backend";
      default -> "";
    };
  }
}
