// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.qemu.PassThroughCall;
import dev.qrap.distribution.InstalledQemu.Ended;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What qrap takes for a call for help is one. Every option that the installed QEMU's help mentions
 * is tried with {@code help} and {@code ?} in every place of its value; QEMU prints help, refuses
 * the value, or starts a machine. In the folder where it runs, the word is the name of a file.
 */
final class HelpCallsIT {

  private static final int CALLS_AT_ONCE = 20;
  private static final int LEAST_OPTIONS = 80;
  private static final int LEAST_HELPS = 100;
  private static final int LEAST_STARTS = 50;

  /** A word, and another one that asks for nothing and is the name of a file too. */
  private static final Map<String, String> WORDS = Map.of("help", "hulp", "?", "!");

  /** A machine that is up answers this; a call that prints and ends does not read it. */
  private static final String QMP = "{\"execute\":\"qmp_capabilities\"}{\"execute\":\"quit\"}\n";

  private static final String ANSWER = "{\"return\": {}}";

  /** What a value may begin with, before a comma and the word. */
  private static final Map<String, List<String>> BEGINNINGS =
      Map.ofEntries(
          Map.entry("L", List.of("/tmp")),
          Map.entry("M", List.of("pc")),
          Map.entry("accel", List.of("tcg")),
          Map.entry("audio", List.of("none")),
          Map.entry("audiodev", List.of("none")),
          Map.entry("boot", List.of("c")),
          Map.entry("chardev", List.of("null", "socket")),
          Map.entry("cpu", List.of("qemu64")),
          Map.entry("d", List.of("in_asm")),
          Map.entry("device", List.of("e1000")),
          Map.entry("display", List.of("none")),
          Map.entry("drive", List.of("if=none")),
          Map.entry("fsdev", List.of("local")),
          Map.entry("fw_cfg", List.of("name")),
          Map.entry("global", List.of("driver", "e1000.x=y")),
          Map.entry("icount", List.of("auto")),
          Map.entry("m", List.of("64")),
          Map.entry("machine", List.of("pc")),
          Map.entry("mon", List.of("x")),
          Map.entry("monitor", List.of("none")),
          Map.entry("name", List.of("x")),
          Map.entry("net", List.of("nic", "user", "none")),
          Map.entry("netdev", List.of("user")),
          Map.entry("nic", List.of("user", "none", "model=e1000")),
          Map.entry("numa", List.of("node")),
          Map.entry("object", List.of("rng-random")),
          Map.entry("option-rom", List.of("rom")),
          Map.entry("rtc", List.of("base=utc")),
          Map.entry("sandbox", List.of("on")),
          Map.entry("serial", List.of("null")),
          Map.entry("smp", List.of("1")),
          Map.entry("trace", List.of("x")),
          Map.entry("tpmdev", List.of("emulator")),
          Map.entry("virtfs", List.of("local")),
          Map.entry("vnc", List.of("none", ":5")));

  /** Values with the word, {@code %s}, in a place that no rule gives. */
  private static final Map<String, List<String>> OTHERS =
      Map.ofEntries(
          Map.entry("accel", List.of("accel=%s")),
          Map.entry("audio", List.of("driver=%s", "model=%s", "none,model=%s")),
          Map.entry("chardev", List.of("backend=%s")),
          Map.entry("d", List.of("trace:%s", "in_asm,trace:%s")),
          Map.entry("device", List.of("driver=%s")),
          Map.entry("machine", List.of("type=%s")),
          Map.entry("name", List.of("guest=%s")),
          Map.entry("net", List.of("model=%s", "user,model=%s", "nic,model=%s", "user,id=%s")),
          Map.entry("netdev", List.of("type=%s")),
          Map.entry(
              "nic",
              List.of(
                  "type=%s",
                  "model=%s",
                  "user,model=%s",
                  "none,model=%s",
                  "none,type=user,model=%s",
                  "user,id=%s")),
          Map.entry("object", List.of("qom-type=%s")),
          Map.entry("plugin", List.of("file=%s")),
          Map.entry("trace", List.of("enable=%s")));

  private enum Outcome {
    HELP,
    REFUSED,
    STARTED
  }

  /** A call and what QEMU makes of it. */
  private record Try(String option, String value, Outcome outcome) {

    boolean passes() {
      CommandLine line = CommandLine.parse(List.of(option, value));
      return !PassThroughCall.reason(line.options(), line.machine("")).isEmpty();
    }

    @Override
    public String toString() {
      return option + " " + value;
    }
  }

  private static final InstalledQemu QEMU = InstalledQemu.of("x86_64");

  @TempDir static Path parent;

  private static List<Try> tries;

  @BeforeAll
  static void tryEverything() throws Exception {
    Tools.require("qemu-system-x86_64");
    tries = InParts.map(calls(), CALLS_AT_ONCE, HelpCallsIT::tried);
  }

  private static List<Try> tried(List<List<String>> calls) {
    try {
      Path folder = Files.createTempDirectory(parent, "calls");
      List<Try> tries = new ArrayList<>();
      for (List<String> call : calls) {
        tries.add(tried(folder, call));
      }
      return tries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Option, value with %s, word. */
  private static List<List<String>> calls() {
    SortedMap<String, Boolean> options = new TreeMap<>(OptionHelp.read(QEMU.print("-help")));
    SortedMap<String, SortedSet<String>> keys = OptionHelp.keys(QEMU.print("-help"));
    options.values().removeIf(valued -> !valued);
    options.put("M", true);
    assertThat(options).hasSizeGreaterThan(LEAST_OPTIONS);
    List<List<String>> calls = new ArrayList<>();
    for (String option : options.keySet()) {
      Set<String> values = new LinkedHashSet<>(List.of("%s", "%s,x=y"));
      for (String beginning : BEGINNINGS.getOrDefault(option, List.of())) {
        values.add(beginning + ",%s");
      }
      values.addAll(OTHERS.getOrDefault(option, List.of()));
      for (String value : values) {
        for (String word : WORDS.keySet()) {
          calls.add(List.of("-" + option, value, word));
        }
      }
      for (String key : keys.getOrDefault(option, new TreeSet<>())) {
        calls.add(List.of("-" + option, key + "=%s", "help"));
      }
    }
    return calls;
  }

  private static Try tried(Path folder, List<String> call) throws IOException {
    String option = call.get(0);
    String word = call.get(2);
    String value = call.get(1).replace("%s", word);
    Ended ended = qemu(folder, option, value);
    if (isUp(ended)) {
      return new Try(option, value, Outcome.STARTED);
    }
    String other = WORDS.get(word);
    Ended control = qemu(folder, option, call.get(1).replace("%s", other));
    boolean help = isHelp(ended, control, word, other);
    return new Try(option, value, help ? Outcome.HELP : Outcome.REFUSED);
  }

  private static Ended qemu(Path folder, String option, String value) throws IOException {
    for (String word : List.of("help", "?", "hulp", "!")) {
      // Some calls write into them. They are large enough for a disk.
      try (RandomAccessFile file = new RandomAccessFile(folder.resolve(word).toFile(), "rw")) {
        file.setLength(0);
        file.setLength(1 << 20);
      }
    }
    return QEMU.run(
        folder, QMP, "-S", "-display", "none", "-nodefaults", "-qmp", "stdio", option, value);
  }

  private static boolean isUp(Ended ended) {
    return ended.stdout().contains(ANSWER);
  }

  /** It succeeds where the other word does not, or has lines of its own that are no complaint. */
  private static boolean isHelp(Ended ended, Ended control, String word, String other) {
    if (ended.status() == 0 && (control.status() != 0 || isUp(control))) {
      return true;
    }
    List<String> usual = lines(control).stream().map(line -> line.replace(other, word)).toList();
    return lines(ended).stream()
        .anyMatch(line -> !line.startsWith(QEMU + ":") && !usual.contains(line));
  }

  /** What it printed, without the protocol's greeting. */
  private static List<String> lines(Ended ended) {
    return (ended.stdout() + "\n" + ended.stderr())
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("{\""))
        .toList();
  }

  private static List<Try> with(Outcome outcome) {
    return tries.stream().filter(t -> t.outcome == outcome).toList();
  }

  @Test
  void whatever_prints_help_passes_straight_through() {
    assertThat(with(Outcome.HELP)).hasSizeGreaterThan(LEAST_HELPS);
    assertThat(with(Outcome.HELP).stream().filter(t -> !t.passes()))
        .as("%s prints help for these; add them to PassThroughCall", QEMU)
        .isEmpty();
  }

  @Test
  void nothing_that_starts_a_machine_passes_straight_through() {
    assertThat(with(Outcome.STARTED)).hasSizeGreaterThan(LEAST_STARTS);
    assertThat(with(Outcome.STARTED).stream().filter(Try::passes))
        .as("%s starts a machine with these; PassThroughCall takes them for help", QEMU)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-nic help",
        "-nic type=help",
        "-nic model=?",
        "-nic user,model=?",
        "-net nic,model=?",
        "-netdev type=help",
        "-audio model=help",
        "-audio none,model=help",
        "-audiodev ?",
        "-plugin help",
        "-d trace:help",
        "-smp ?",
        "-boot ?",
        "-tpmdev ?",
        "-run-with help",
        "-msg help",
        "-add-fd help",
        "-iscsi help",
        "-overcommit help",
        "-netdev user,id=n0 -device e1000,help",
      })
  void are_answered_as_by_qemu_alone_without_a_backend(String line) throws Exception {
    List<String> arguments = List.of(line.split(" "));
    Ended alone = QEMU.run(parent, "", arguments.toArray(String[]::new));
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Sandbox.Result result =
          sandbox.qrap(arguments).with("QRAP_QEMU", QEMU.program().toString()).run();
      assertThat(result.stdout()).isEqualTo(alone.stdout());
      assertThat(result.stderr()).isEqualTo(alone.stderr());
      assertThat(result.status()).isEqualTo(alone.status());
      assertThat(alone.stdout() + alone.stderr()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-name help",
        "-k help",
        "-hda help",
        "-kernel help",
        "-nic none,model=help -hda ?"
      })
  void are_not_these(String line) {
    List<String> arguments = new ArrayList<>(List.of("plan", "--"));
    arguments.addAll(List.of(line.split(" ")));
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Sandbox.Result result = sandbox.qrap(arguments).run();
      assertThat(result.stdout()).doesNotContain("needs no network");
      assertThat(result.status()).as(result.stderr()).isZero();
    }
  }

  @Test
  void a_help_is_searched_for_keys() {
    assertThat(
            OptionHelp.keys(
                """
                usage: qemu-system-x86_64 [options] [disk_image]
                -drive [file=file][,if=type][,bus=n]
                       [,format=f]
                                use 'file' as a drive image; the=same
                -fda/-fdb file  use 'file' as floppy disk 0/1 image
                """))
        .isEqualTo(Map.of("drive", new TreeSet<>(Set.of("file", "if", "bus", "format"))));
  }
}
