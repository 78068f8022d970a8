// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What qrap takes for an option's value is what the QEMU that is installed takes for it. */
final class OptionTableIT {

  private static final String TABLE =
      "modules/core/src/main/java/dev/qrap/core/qemu/OptionTable.java";

  /** Options that are in no help: of every QEMU, of older and of newer ones. */
  private static final List<String> NOT_IN_THE_HELP =
      List.of(
          "M",
          "qtest",
          "qtest-log",
          "alt-grab",
          "balloon",
          "bootp",
          "bt",
          "clock",
          "ctrl-grab",
          "curses",
          "enable-fips",
          "enable-hax",
          "hdachs",
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
          "realtime",
          "redir",
          "rtc-td-hack",
          "run-with",
          "sdl",
          "shim",
          "show-cursor",
          "smb",
          "soundhw",
          "startdate",
          "tb-size",
          "tdf",
          "tftp",
          "virtioconsole",
          "watchdog",
          "writeconfig",
          "xen-create");

  /** The one that is asked where all are the same: each has the options of every target. */
  private static final InstalledQemu ONE = InstalledQemu.of("x86_64");

  private enum Arity {
    FLAG,
    VALUE,
    UNKNOWN
  }

  private static Arity ofHelp(boolean valued) {
    return valued ? Arity.VALUE : Arity.FLAG;
  }

  /** What qrap takes it for: one that it does not know takes no value that begins with a dash. */
  private static Arity ours(String option) {
    boolean word = hasValue("-" + option, "word");
    boolean dashed = hasValue("-" + option, "-word");
    return word ? (dashed ? Arity.VALUE : Arity.UNKNOWN) : Arity.FLAG;
  }

  private static boolean hasValue(String option, String next) {
    return CommandLine.parse(List.of(option, next)).options().get(0).notation() != Notation.NONE;
  }

  /** What QEMU takes it for: it checks the whole line first and names the first unknown option. */
  private static Arity asked(String written) {
    String answer = ONE.print(written, "-nosuchoption1", "-nosuchoption2");
    if (answer.contains(": -nosuchoption1: invalid option")) {
      return Arity.FLAG;
    }
    if (answer.contains(": -nosuchoption2: invalid option")) {
      return Arity.VALUE;
    }
    assertThat(answer).contains(": " + written + ": invalid option");
    return Arity.UNKNOWN;
  }

  private static SortedMap<String, Boolean> help(InstalledQemu qemu) {
    SortedMap<String, Boolean> options = OptionHelp.read(qemu.print("-help"));
    assertThat(options).as(qemu + " -help").hasSizeGreaterThan(90);
    return options;
  }

  @Test
  void every_option_of_every_help_is_known_with_its_arity() {
    SortedMap<String, Boolean> learned = new TreeMap<>();
    SortedMap<String, List<InstalledQemu>> differences = new TreeMap<>();
    for (InstalledQemu qemu : InstalledQemu.all()) {
      SortedMap<String, Boolean> help = help(qemu);
      learned.putAll(help);
      help.forEach(
          (option, valued) -> {
            if (ours(option) != ofHelp(valued)) {
              String difference = "-" + option + " is " + ofHelp(valued) + ", not " + ours(option);
              differences.computeIfAbsent(difference, key -> new ArrayList<>()).add(qemu);
            }
          });
    }
    assertThat(differences)
        .as(
            "put these lists into %s; what drops out of them is of older versions and goes to its"
                + " other lists\n%s",
            TABLE, OptionHelp.lists(learned))
        .isEmpty();
  }

  @Test
  void qemu_takes_what_its_help_says() {
    help(ONE)
        .forEach(
            (option, valued) ->
                assertThat(asked("-" + option)).as("-" + option).isEqualTo(ofHelp(valued)));
  }

  @Test
  void an_option_that_is_in_no_help_is_known_with_the_arity_that_it_has_where_it_is() {
    int taken = 0;
    for (String option : NOT_IN_THE_HELP) {
      assertThat(ours(option)).as("-" + option + " in " + TABLE).isNotEqualTo(Arity.UNKNOWN);
      Arity asked = asked("-" + option);
      if (asked != Arity.UNKNOWN) {
        assertThat(ours(option)).as("-" + option + " in " + TABLE).isEqualTo(asked);
        taken++;
      }
    }
    assertThat(taken).as("options that the help of " + ONE + " does not mention").isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "append", "M", "nodefaults", "S"})
  void dashes_are_one_or_two(String option) {
    for (String dashes : List.of("-", "--")) {
      Arity asked = asked(dashes + option);
      assertThat(asked).isNotEqualTo(Arity.UNKNOWN);
      assertThat(hasValue(dashes + option, "-word")).isEqualTo(asked == Arity.VALUE);
    }
    assertThat(asked("---" + option)).isEqualTo(Arity.UNKNOWN);
    assertThat(hasValue("---" + option, "-word")).isFalse();
  }

  @Test
  void a_help_is_read_as_it_is_meant() {
    assertThat(
            OptionHelp.read(
                """
                usage: qemu-system-x86_64 [options] [disk_image]
                Standard options:
                -h or -help     display this help and exit
                -device driver[,prop[=value][,...]]
                                add device (based on driver)
                -D              as -device
                -numa node[,mem=size]
                -numa cpu,node-id=node
                -fda/-fdb file  use 'file' as floppy disk 0/1 image
                -dtb    file    use 'file' as device tree image
                -append cmdline use 'cmdline' as kernel command line
                -shim shim.efi use 'shim.efi' to boot the kernel
                -async-teardown enable asynchronous teardown
                --preconfig     pause QEMU before machine is initialized
                -semihosting-config [enable=on|off]
                -xen-domid-restrict     restrict set of available xen operations
                -enable-sync-profile
                                enable synchronization profiling
                """))
        .containsExactly(
            entry("D", true),
            entry("append", true),
            entry("async-teardown", false),
            entry("device", true),
            entry("dtb", true),
            entry("enable-sync-profile", false),
            entry("fda", true),
            entry("fdb", true),
            entry("h", false),
            entry("help", false),
            entry("numa", true),
            entry("preconfig", false),
            entry("semihosting-config", true),
            entry("shim", true),
            entry("xen-domid-restrict", false));
  }
}
