// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each family of machines on real QEMU: the card is there, sits where it should, and is connected
 * to the backend, with the user's mac and id. The lines and what is expected of them are in {@code
 * src/test/resources/machines.txt}.
 */
final class MachinesIT {

  private static final int LINES_PER_SANDBOX = 10;
  private static final int LEAST_STARTS = 80;
  private static final int LEAST_LINES_OF_A_FAMILY = 5;

  /** A line of the file, and what became of it. */
  private record Start(String family, String qemu, String line, String expected, RealQemu qemuRan) {

    @Override
    public String toString() {
      return family + ": " + qemu + " " + line;
    }
  }

  private static List<Start> starts;

  @BeforeAll
  static void runAll() throws Exception {
    Tools.require(
        "qemu-system-x86_64", "qemu-system-aarch64", "qemu-system-ppc64", "qemu-system-riscv64");
    Sandbox.withBackend().close(); // what else is missing is found here, not in the pool
    starts = InParts.map(read(), LINES_PER_SANDBOX, MachinesIT::run);
    report();
  }

  /**
   * {@code [family]}, then a line with QEMU and its arguments, then what is expected, after "=".
   */
  private static List<Start> read() throws IOException {
    List<Start> lines = new ArrayList<>();
    String family = "";
    String command = "";
    for (String line : Files.readAllLines(Path.of("src/test/resources/machines.txt"))) {
      if (line.startsWith("[")) {
        family = line.substring(1, line.indexOf(']'));
      } else if (line.startsWith("=")) {
        int space = command.indexOf(' ');
        String arguments = space < 0 ? "" : command.substring(space + 1);
        String qemu = "qemu-system-" + (space < 0 ? command : command.substring(0, space));
        lines.add(new Start(family, qemu, arguments, line.substring(1).strip(), null));
      } else if (!line.startsWith("#") && !line.isBlank()) {
        command = line.strip();
      }
    }
    return lines;
  }

  private static List<Start> run(List<Start> lines) {
    List<Start> done = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.withBackend()) {
      for (Start start : lines) {
        List<String> arguments =
            start.line.isEmpty() ? List.of("-m", "256") : List.of(start.line.split(" "));
        RealQemu ran = RealQemu.launch(sandbox, start.qemu, null, arguments, List.of());
        done.add(new Start(start.family, start.qemu, start.line, start.expected, ran));
      }
    }
    return done;
  }

  private static void report() throws IOException {
    StringBuilder list = new StringBuilder();
    for (Start start : starts) {
      list.append(start).append("\n    ").append(start.qemuRan.texts()).append('\n');
    }
    list.append(starts.size()).append(" starts of real QEMU\n");
    Files.writeString(Path.of("target", "machines.txt"), list);
    System.out.print(list);
  }

  static List<Start> starts() {
    return starts;
  }

  @ParameterizedTest
  @MethodSource("starts")
  void have_the_card_at_its_place_on_the_connection(Start start) {
    String said = start.qemuRan.result().stderr();
    // A release may lack what is in the file; this machine may not.
    assumeFalse(
        Tools.isInside() && said.contains("' (the setting qemu=): it is not in PATH"), said);
    assumeFalse(Tools.isInside() && said.contains(": unsupported machine type: "), said);
    assertThat(start.qemuRan.result().status()).as(start.qemuRan.complaint()).isZero();
    List<String> cards = new ArrayList<>();
    for (RealQemu.Card card : start.qemuRan.cards()) {
      // The mac is compared where the user gave one.
      String mac = start.line.contains(card.mac()) ? " mac=" + card.mac() : "";
      cards.add(card.text() + mac);
    }
    assertThat(String.join("; ", cards)).isEqualTo(start.expected);
  }

  @Test
  void are_all_there() {
    assertThat(starts.size()).isGreaterThanOrEqualTo(LEAST_STARTS);
    for (String family :
        List.of(
            "pc",
            "q35",
            "q35 with root ports",
            "microvm",
            "microvm with pcie",
            "isapc",
            "s390-ccw",
            "aarch64 virt",
            "arm virt",
            "riscv64 virt",
            "pseries",
            "sbsa-ref",
            "raspi3b",
            "other boards")) {
      assertThat(starts.stream().filter(start -> start.family.equals(family)))
          .as(family)
          .hasSizeGreaterThanOrEqualTo(LEAST_LINES_OF_A_FAMILY);
    }
  }
}
