// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** distribution/bench-network, with so little data that its figures mean nothing. */
final class NetworkBenchIT {

  /** The numbers of a row, from the minimum to the backend's processor seconds. */
  private static final int COLUMNS = 7;

  @TempDir private Path directory;

  /** All processes below the bench that were seen while it ran. */
  private final Set<ProcessHandle> seen = new HashSet<>();

  @BeforeEach
  void require() {
    Tools.require("python3", "nsenter", "unshare", "setpriv", "flock", "ip");
    Tools.require("passt", "qemu-system-x86_64", "busybox");
  }

  @AfterEach
  void end() {
    seen.forEach(ProcessHandle::destroyForcibly);
  }

  /** Those that the release does not have are named instead. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host | slirp, descriptor, stream | vhost-user, passt, passt-vhost-user",
        "trixie | slirp, descriptor, stream, vhost-user | passt, passt-vhost-user",
      })
  void each_transport_has_a_row_in_each_table_and_nothing_is_left(
      String release, String transports, String missing) throws Exception {
    if (!release.equals(Root.HOST)) {
      Root.start(release).close(); // it must be there
    }
    List<String> expected = List.of(transports.split(", "));
    Process bench = start("--root", release, "--accel", "tcg", "--rounds", "1", "--seconds", "0.1");
    Root.await(() -> !look(bench), "the end of the bench");
    assertThat(bench.exitValue()).as(said()).isZero();

    List<String> lines = said().lines().toList();
    assertThat(lines.get(0)).matches("\\d{4}-\\d\\d-\\d\\d, \\d+ processors, Linux .*, TCG");
    assertThat(lines.get(1))
        .startsWith(release + ": ")
        .endsWith("; rounds: 1, of 0.1 s; not possible there: " + missing);
    for (String title :
        List.of("host to guest, MB/s", "guest to host, MB/s", "requests of 64 bytes/s")) {
      int head = indexOf(lines, title);
      assertThat(lines.get(head)).contains("median", "x slirp", "x descriptor", "QEMU s/");
      List<String> names = new ArrayList<>();
      for (String row : lines.subList(head + 1, head + 1 + expected.size())) {
        String[] words = row.strip().split(" +");
        names.add(words[0]);
        assertThat(words).as(row).hasSize(1 + COLUMNS);
        assertThat(Double.parseDouble(words[2])).as(row).isPositive();
      }
      assertThat(names).as(title).containsExactlyElementsOf(expected);
    }
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slirp", "stream"})
  void a_case_that_fails_ends_it_with_its_name_and_last_lines(String transport) throws Exception {
    Process bench = start("--accel", "tcg", transport);
    awaitQemu(bench).destroyForcibly();
    Root.await(() -> !look(bench), "the end of the bench");

    assertThat(bench.exitValue()).isEqualTo(1);
    assertThat(said())
        .contains("bench-network: " + transport + ", the start: QEMU, or what starts it, has ended")
        .containsPattern("(?s)The last lines of qrap, QEMU and the guest:\\R.*Killed");
    assertNothingIsLeft();
  }

  @Test
  void nothing_is_left_if_it_is_killed() throws Exception {
    Process bench = start("--accel", "tcg", "descriptor");
    awaitQemu(bench);
    bench.destroyForcibly().waitFor();
    assertNothingIsLeft();
  }

  /** Where a guest runs with KVM, nothing is to be said. */
  @Test
  void without_kvm_it_says_why() throws Exception {
    Process bench = start("--rounds", "1", "--seconds", "0.1", "slirp");
    Root.await(() -> !look(bench), "the end of the bench");
    assertThat(bench.exitValue()).as(said()).isZero();
    String why = "bench-network: QEMU emulates the processor \\(TCG\\): .*/dev/kvm.*\\R";
    assertThat(said()).matches("(?s)([^\n]*, KVM|" + why + "[^\n]*, TCG)\\R.*");
    assertNothingIsLeft();
  }

  @Test
  void is_a_part_of_the_bench() {
    Tools.Ended ended =
        Tools.call(Path.of("."), List.of("./bench", "--part", "network", "--root", "none-such"));
    assertThat(ended.status()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).contains("bench-network: none-such: QEMU and passt");
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("./bench-network");
    command.addAll(List.of(arguments));
    File output = directory.resolve("output").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
  }

  /** Notes which processes there are; whether the bench runs. */
  private boolean look(Process bench) {
    try (Stream<ProcessHandle> processes = bench.descendants()) {
      processes.forEach(seen::add);
    }
    return bench.isAlive();
  }

  private ProcessHandle awaitQemu(Process bench) throws IOException {
    Root.await(() -> !look(bench) || qemu().isPresent(), "QEMU");
    return qemu().orElseThrow(() -> new AssertionError("no QEMU was seen"));
  }

  /** The one with the guest: qrap asks QEMU for its help before. */
  private Optional<ProcessHandle> qemu() {
    return seen.stream()
        .filter(process -> process.info().command().orElse("").contains("qemu-system-"))
        .filter(process -> process.info().commandLine().orElse("").contains("vmlinux"))
        .findFirst();
  }

  private void assertNothingIsLeft() {
    assertThat(seen).hasSizeGreaterThan(2);
    Root.await(() -> seen.stream().noneMatch(ProcessHandle::isAlive), "the end of all processes");
  }

  private String said() throws IOException {
    return Files.readString(directory.resolve("output"));
  }

  private static int indexOf(List<String> lines, String beginning) {
    for (int number = 0; number < lines.size(); number++) {
      if (lines.get(number).startsWith(beginning)) {
        return number;
      }
    }
    throw new AssertionError("no line begins with " + beginning + ": " + lines);
  }
}
