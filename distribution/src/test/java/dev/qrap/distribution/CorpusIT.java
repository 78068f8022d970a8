// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.RealQemu.Card;
import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The promise of {@code qrap run} on many commands that people could type (corpus/lines.txt): each
 * is started by QEMU alone and by {@code qrap run} with a real passt, and the guest has the same
 * devices. Only the backends of its cards differ: what was on QEMU's own user network is on passt,
 * or a line says that it stays.
 */
final class CorpusIT {

  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  private static final String PLACE = "/tmp/home/corpus";

  /** How many commands share a world, which takes a second to make. */
  private static final int PART = 40;

  /**
   * The files that the commands name, and a network interface. QEMU reads the commands of its
   * monitor from qmp.in and answers in qmp.out: as the monitor is neither on a terminal nor on
   * standard input, it is in no command's way.
   */
  private static final String FILES =
      """
      mkdir %1$s
      cd %1$s
      cp /tmp/distribution/src/test/resources/corpus/*.cfg .
      cp /tmp/distribution/target/guest/vmlinux bzImage
      truncate -s 64K Image
      truncate -s 1M cd.iso
      truncate -s 1440K floppy.img
      truncate -s 64M disk.img rootfs.img flash.img
      cat >qmp.in <<'END'
      {"execute":"qmp_capabilities"}
      {"execute":"human-monitor-command","arguments":{"command-line":"info qtree"}}
      {"execute":"human-monitor-command","arguments":{"command-line":"info network"}}
      {"execute":"quit"}
      END
      chown -R 1000:1000 . || :
      ip tuntap add farm0 mode tap user 1000 || :
      """
          .formatted(PLACE);

  private static final String STOPPED =
      " -S -display none -accel tcg -chardev pipe,id=corpus,path=qmp -mon"
          + " chardev=corpus,mode=control";

  /**
   * What became of a command.
   *
   * @param status its exit status
   * @param said what qrap and QEMU said
   * @param tree the devices; empty if QEMU did not start
   * @param network the cards and their backends
   */
  private record Ran(int status, String said, String tree, String network) {

    boolean started() {
      return !tree.isEmpty();
    }

    List<Card> cards() {
      return DeviceTree.cards(tree, network);
    }

    /** All devices with all their properties, but for the name of what a card is connected to. */
    String devices() {
      return tree.replaceAll("netdev = \"[^\"]+\"", "netdev = a backend");
    }

    /** What QEMU said, without the options that it quotes: they may say socket instead of user. */
    List<String> ofQemu() {
      return said.lines()
          .filter(line -> !line.startsWith("qrap: "))
          .map(line -> line.replaceFirst("-(nic|netdev|net) [^ ]+: ", ""))
          .toList();
    }

    /** Whether qrap started no QEMU, and said why. */
    boolean isRefusedByQrap() {
      return ofQemu().isEmpty()
          && said.lines().anyMatch(line -> !line.equals("qrap: started passt for this guest"));
    }
  }

  /**
   * How a command went.
   *
   * @param faults what is not as it must be
   * @param moved how many cards are on passt
   * @param stayed how many stayed on QEMU's own network
   */
  private record Verdict(
      String line, boolean started, List<String> faults, long moved, long stayed) {}

  private static List<String> lines() throws IOException {
    try (Stream<String> lines = Files.lines(CORPUS.resolve("lines.txt"))) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  private static String program(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  @Test
  void every_command_gives_the_guest_what_qemu_alone_gives() throws Exception {
    List<String> lines = lines();
    Set<String> programs = new TreeSet<>();
    for (String line : lines) {
      programs.add(program(line));
    }
    Tools.require(programs.toArray(new String[0]));
    List<Verdict> verdicts = InParts.map(lines, PART, CorpusIT::verdicts);

    List<String> faults = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      verdict.faults().forEach(fault -> faults.add(verdict.line() + "\n    " + fault));
    }
    assertThat(faults).as(() -> String.join("\n", faults)).isEmpty();
    // Were nothing of it so, the comparison would mean little.
    assertThat(verdicts).hasSizeGreaterThan(100);
    assertThat(programs).hasSizeGreaterThan(15);
    assertThat(verdicts.stream().filter(verdict -> !verdict.started())).hasSizeGreaterThan(15);
    assertThat(verdicts.stream().mapToLong(Verdict::moved).sum()).isGreaterThan(70);
    assertThat(verdicts.stream().mapToLong(Verdict::stayed).sum()).isGreaterThan(5);
  }

  private static List<Verdict> verdicts(List<String> lines) {
    try (Root root = Root.start(Root.HOST)) {
      Tools.Ended made = root.as(User.ROOT).run("sh", "-ec", FILES);
      assertThat(made.status()).as(made.output()).isZero();
      return lines.stream().map(line -> verdict(root, line)).toList();
    }
  }

  private static Verdict verdict(Root root, String line) {
    Ran alone = run(root, line);
    Ran run = run(root, "qrap run " + line);
    List<String> faults = new ArrayList<>();
    long moved = 0;
    long stayed = 0;
    if (alone.started() != run.started()) {
      faults.add(alone.started() ? "starts only alone" : "starts only on passt");
    } else if (!alone.started()) {
      if (!run.ofQemu().equals(alone.ofQemu()) && !run.isRefusedByQrap()) {
        faults.add("refuses in other words than " + alone.said());
      }
    } else {
      if (!run.devices().equals(alone.devices())) {
        faults.add("other devices: " + difference(alone.devices(), run.devices()));
      }
      for (int i = 0; i < Math.min(alone.cards().size(), run.cards().size()); i++) {
        Card was = alone.cards().get(i);
        Card is = run.cards().get(i);
        if (was.backends().contains("user")) {
          moved += is.backends().contains("socket") ? 1 : 0;
          stayed += is.backends().contains("user") ? 1 : 0;
        }
        if (!isAsPromised(was, is, run.said())) {
          faults.add(was.text() + " became " + is.text());
        }
      }
    }
    faults.replaceAll(fault -> fault + "\n    status " + run.status() + ": " + run.said());
    return new Verdict(line, alone.started(), faults, moved, stayed);
  }

  /** A backend that is not QEMU's own network stays, and that one stays only if a line says so. */
  private static boolean isAsPromised(Card was, Card is, String said) {
    boolean stays = is.backends().equals(was.backends());
    if (stays && was.backends().contains("user")) {
      return isNamed(was, said);
    }
    List<String> moved = new ArrayList<>(was.backends());
    Collections.replaceAll(moved, "user", "socket");
    Collections.sort(moved);
    return is.backends().equals(moved);
  }

  /** Whether a line says that a card stays, with the id of its backend if it has one. */
  private static boolean isNamed(Card card, String said) {
    boolean madeUp = card.netdev().matches("#net.*|hub.*");
    String id = madeUp ? ".*" : "\\b(id|netdev)\\W*" + card.netdev() + "\\b.*";
    return said.lines()
        .anyMatch(
            line -> line.matches(".* stays on QEMU's own network: .*") && line.matches(".*" + id));
  }

  /** The first line that differs, with what is before it. */
  private static String difference(String one, String other) {
    List<String> these = one.lines().toList();
    List<String> those = other.lines().toList();
    int same = 0;
    while (same < Math.min(these.size(), those.size()) && these.get(same).equals(those.get(same))) {
      same++;
    }
    return these.subList(Math.max(0, same - 4), Math.min(these.size(), same + 1))
        + " and "
        + those.subList(Math.min(those.size(), same), Math.min(those.size(), same + 1));
  }

  /** Runs a command until its QEMU and all else that it started have ended. */
  private static Ran run(Root root, String command) {
    Tools.Ended ended =
        root.as(User.ORDINARY)
            .run("sh", "-c", "cd " + PLACE + "; >qmp.out; exec timeout 100 " + command + STOPPED);
    // With -daemonize, QEMU is still at work.
    Root.await(
        () -> root.running().stream().noneMatch(name -> name.matches("(qemu|passt).*")),
        "the end of " + command);
    List<String> answers = answers(root.path(PLACE + "/qmp.out"));
    return answers.size() == 2
        ? new Ran(ended.status(), ended.output(), answers.get(0), answers.get(1))
        : new Ran(ended.status(), ended.output(), "", "");
  }

  private static List<String> answers(Path file) {
    List<String> answers = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        Optional<Map<?, ?>> answer = JsonTree.object(line);
        if (answer.isPresent() && answer.get().get("return") instanceof String text) {
          answers.add(text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answers;
  }
}
