// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import java.util.Set;

/**
 * Which of QEMU's options take a value (docs/architecture.md, "How many arguments an option
 * takes").
 *
 * <p>{@code LEARNED_FLAGS} and {@code LEARNED_VALUED} are what the {@code -help} of all targets of
 * QEMU 7.2 says. Nobody types them: OptionTableIT compares them with every QEMU that is installed
 * and prints them anew where one of them says something else.
 */
public final class OptionTable {

  /** In the help, without a value. */
  private static final Set<String> LEARNED_FLAGS =
      Set.of(
          "S",
          "async-teardown",
          "audio-help",
          "daemonize",
          "enable-kvm",
          "enable-sync-profile",
          "full-screen",
          "h",
          "help",
          "mem-prealloc",
          "no-acpi",
          "no-fd-bootchk",
          "no-hpet",
          "no-reboot",
          "no-shutdown",
          "no-user-config",
          "nodefaults",
          "nographic",
          "old-param",
          "only-migratable",
          "portrait",
          "preconfig",
          "s",
          "semihosting",
          "singlestep",
          "snapshot",
          "usb",
          "version",
          "win2k-hack",
          "xen-attach",
          "xen-domid-restrict");

  /** In the help, with a value. */
  private static final Set<String> LEARNED_VALUED =
      Set.of(
          "D",
          "L",
          "accel",
          "acpitable",
          "action",
          "add-fd",
          "append",
          "audio",
          "audiodev",
          "bios",
          "blockdev",
          "boot",
          "cdrom",
          "chardev",
          "chroot",
          "compat",
          "cpu",
          "d",
          "debugcon",
          "device",
          "dfilter",
          "display",
          "drive",
          "dtb",
          "dump-vmstate",
          "echr",
          "fda",
          "fdb",
          "fsdev",
          "fw_cfg",
          "g",
          "gdb",
          "global",
          "hda",
          "hdb",
          "hdc",
          "hdd",
          "icount",
          "incoming",
          "initrd",
          "iscsi",
          "k",
          "kernel",
          "loadvm",
          "m",
          "machine",
          "mem-path",
          "mon",
          "monitor",
          "msg",
          "mtdblock",
          "name",
          "net",
          "netdev",
          "nic",
          "numa",
          "object",
          "option-rom",
          "overcommit",
          "parallel",
          "pflash",
          "pidfile",
          "plugin",
          "prom-env",
          "qmp",
          "qmp-pretty",
          "readconfig",
          "rotate",
          "rtc",
          "runas",
          "sandbox",
          "sd",
          "seed",
          "semihosting-config",
          "serial",
          "set",
          "smbios",
          "smp",
          "spice",
          "tpmdev",
          "trace",
          "usbdevice",
          "uuid",
          "vga",
          "virtfs",
          "vnc",
          "watchdog-action",
          "xen-domid");

  /** Without a value; of older versions, but for {@code jitdump} and {@code perfmap} of 8.0. */
  private static final Set<String> OTHER_FLAGS =
      Set.of(
          "alt-grab",
          "ctrl-grab",
          "curses",
          "enable-fips",
          "enable-hax",
          "jitdump",
          "localtime",
          "no-frame",
          "no-kvm",
          "no-kvm-irqchip",
          "no-kvm-pit",
          "no-kvm-pit-reinjection",
          "no-quit",
          "nodefconfig",
          "perfmap",
          "rtc-td-hack",
          "sdl",
          "show-cursor",
          "tdf",
          "xen-create");

  /**
   * With a value; of older versions, but for {@code qtest} and {@code qtest-log}, which every QEMU
   * takes and no help mentions, {@code run-with} of 8.1 and {@code shim} of 10.0.
   */
  private static final Set<String> OTHER_VALUED =
      Set.of(
          "balloon",
          "bootp",
          "bt",
          "clock",
          "hdachs",
          "qtest",
          "qtest-log",
          "realtime",
          "redir",
          "run-with",
          "shim",
          "smb",
          "soundhw",
          "startdate",
          "tb-size",
          "tftp",
          "virtioconsole",
          "watchdog",
          "writeconfig");

  private OptionTable() {}

  /**
   * Whether an option takes the argument after it for its value. One that is in no list does unless
   * that begins with a dash. A wrong guess is harmless: arguments that are not about the network
   * pass unchanged whatever they are taken for.
   *
   * @param name the option without dashes
   * @param next the argument after it
   * @return true if {@code next} is its value
   */
  public static boolean takes(String name, String next) {
    if (isValued(name)) {
      return true;
    }
    if (LEARNED_FLAGS.contains(name) || OTHER_FLAGS.contains(name)) {
      return false;
    }
    return !next.startsWith("-");
  }

  /**
   * Whether an option is known to take a value.
   *
   * @param name the option without dashes
   * @return false also for an option that is not known
   */
  public static boolean isValued(String name) {
    return LEARNED_VALUED.contains(name) || OTHER_VALUED.contains(name);
  }

  /**
   * The key that QEMU lets people leave out at the beginning of a value.
   *
   * @param name the option without dashes
   * @return the key; empty where there is none
   */
  public static String impliedKey(String name) {
    return switch (name) {
      case "device" -> "driver";
      case "netdev", "net", "nic", "machine" -> "type";
      case "object" -> "qom-type";
      case "chardev" -> "backend";
      default -> "";
    };
  }
}
