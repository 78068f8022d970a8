// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * qrap under the policy {@code replace} and the reference, Debian's {@code /usr/bin/qrap}, get the
 * same command lines; what they start must have the same arguments, byte for byte, but for the
 * {@link Difference}s that are meant.
 */
final class SideBySideIT {

  /** What is in PATH beside the stand-in for kvm. */
  static final Set<String> COMMANDS =
      new TreeSet<>(List.of("kvm", "qemu-system-x86_64", "my-qemu", "qemu wrapper"));

  private static final int LINES_PER_SANDBOX = 40;
  private static final int LEAST_LINES = 700;
  private static final int LEAST_IDENTICAL = 500;

  /** What became of a line with both. */
  private record Outcome(
      List<String> line, Sandbox.Result ours, Sandbox.Result reference, Set<Difference> inPlay) {

    Optional<List<String>> started(Sandbox.Result result) {
      return result.started().map(Started::arguments);
    }

    boolean isSame() {
      return started(ours).equals(started(reference)) && ours.status() == reference.status();
    }

    String describe() {
      return "line      " + line + "\nours      " + tell(ours) + "\nreference " + tell(reference);
    }

    private static String tell(Sandbox.Result result) {
      return result.started().map(started -> started.arguments().toString()).orElse("nothing")
          + ", status "
          + result.status()
          + (result.started().isPresent() ? "" : ", " + result.stderr());
    }
  }

  private static List<Outcome> outcomes;

  @BeforeAll
  static void runAll() throws Exception {
    Tools.require(Tools.REFERENCE);
    Sandbox.withBackend().close(); // what is missing is found here, not in the pool
    List<List<String>> lines = new ArrayList<>(captures());
    lines.addAll(CommandLines.all());
    outcomes = InParts.map(lines, LINES_PER_SANDBOX, SideBySideIT::run);
    report();
  }

  private static List<Outcome> run(List<List<String>> lines) {
    List<Outcome> outcomes = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.withBackend()) {
      for (String command : COMMANDS) {
        if (!command.equals("kvm")) {
          sandbox.standIn("bin/" + command);
        }
      }
      for (List<String> line : lines) {
        Set<Difference> inPlay = new TreeSet<>();
        for (Difference difference : Difference.values()) {
          if (difference.inPlay(line)) {
            inPlay.add(difference);
          }
        }
        outcomes.add(
            new Outcome(
                line,
                sandbox.qrap(line).with("QRAP_NIC", "replace").run(),
                sandbox.program(Tools.REFERENCE, line).run(),
                inPlay));
      }
    }
    return outcomes;
  }

  /** What libvirt 9.0 started, an argument a line. */
  private static List<List<String>> captures() throws IOException {
    List<List<String>> captures = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "captures"))) {
      for (Path file : files.sorted().toList()) {
        captures.add(Files.readAllLines(file, ISO_8859_1));
      }
    }
    assertThat(captures).hasSize(6);
    return captures;
  }

  private static void report() throws IOException {
    StringBuilder table = new StringBuilder();
    table.append(
        "%d command lines, %d without a difference in play%n"
            .formatted(
                outcomes.size(), outcomes.stream().filter(o -> o.inPlay().isEmpty()).count()));
    table.append("%-22s %8s %8s %8s%n".formatted("difference", "in play", "differ", "alone"));
    for (Map.Entry<Difference, int[]> entry : counts().entrySet()) {
      int[] count = entry.getValue();
      table.append("%-22s %8d %8d %8d%n".formatted(entry.getKey(), count[0], count[1], count[2]));
    }
    Files.writeString(Path.of("target", "side-by-side.txt"), table);
    System.out.print(table);
  }

  /** Of each difference: lines in which it is in play, those that differ, those it is alone in. */
  private static Map<Difference, int[]> counts() {
    Map<Difference, int[]> counts = new EnumMap<>(Difference.class);
    for (Difference difference : Difference.values()) {
      counts.put(difference, new int[3]);
    }
    for (Outcome outcome : outcomes) {
      for (Difference difference : outcome.inPlay()) {
        counts.get(difference)[0]++;
        counts.get(difference)[1] += outcome.isSame() ? 0 : 1;
        counts.get(difference)[2] += outcome.isSame() || outcome.inPlay().size() > 1 ? 0 : 1;
      }
    }
    return counts;
  }

  @Test
  void differ_nowhere_but_where_it_is_meant() {
    List<String> unexplained =
        outcomes.stream()
            .filter(outcome -> outcome.inPlay().isEmpty() && !outcome.isSame())
            .map(Outcome::describe)
            .toList();
    assertThat(unexplained).isEmpty();
  }

  @Test
  void are_compared_on_enough_lines() {
    assertThat(outcomes.size()).isGreaterThanOrEqualTo(LEAST_LINES);
    assertThat(
            outcomes.stream().filter(outcome -> outcome.inPlay().isEmpty()).filter(Outcome::isSame))
        .hasSizeGreaterThanOrEqualTo(LEAST_IDENTICAL);
  }

  @Test
  void show_each_meant_difference_on_lines_with_no_other() {
    counts()
        .forEach(
            (difference, count) -> assertThat(count[2]).as(difference.toString()).isPositive());
  }

  @Test
  void have_every_meant_difference_in_the_documentation() throws IOException {
    String page = Files.readString(Path.of("../docs/compatibility.md"));
    for (Difference difference : Difference.values()) {
      assertThat(page).contains("`" + difference + "`");
    }
  }

  @Test
  void fail_both_where_no_address_is_free() {
    List<Outcome> failed =
        outcomes.stream()
            .filter(outcome -> outcome.inPlay().isEmpty())
            .filter(outcome -> outcome.ours().started().isEmpty())
            .toList();
    assertThat(failed).hasSizeGreaterThan(10);
    for (Outcome outcome : failed) {
      assertThat(outcome.reference().stderr()).contains("Couldn't find free address");
      assertThat(outcome.ours().stderr()).contains("no address for a network card");
    }
  }

  @Test
  void hand_over_a_connected_socket_with_the_answer_unread() {
    for (Outcome outcome : outcomes) {
      if (outcome.inPlay().contains(Difference.PASS_THROUGH)) {
        assertThat(outcome.ours().exec().connected()).as(outcome.describe()).isEmpty();
        continue;
      }
      outcome
          .ours()
          .started()
          .ifPresent(
              started ->
                  assertThat(started.connected().values())
                      .as(outcome.describe())
                      .singleElement(InstanceOfAssertFactories.STRING)
                      .startsWith("46 ")
                      .endsWith("/passt_1.socket"));
    }
  }

  @Test
  void add_nothing_else_and_keep_the_order_even_where_they_differ() {
    for (Outcome outcome : outcomes) {
      outcome
          .ours()
          .started()
          .ifPresent(
              started ->
                  assertThat(isSubsequence(kept(started.arguments()), outcome.line()))
                      .as(outcome.describe())
                      .isTrue());
    }
  }

  /** The arguments without argv[0] and what a launch appends. */
  private static List<String> kept(List<String> arguments) {
    int end = arguments.size();
    for (String option : List.of("-netdev", "-device", "-net")) {
      boolean appended =
          end > 2
              && arguments.get(end - 2).equals(option)
              && arguments
                  .get(end - 1)
                  .matches("[^ ]*(id=|\"id\":\"|netdev=|\"netdev\":\")hostnet0.*");
      end -= appended ? 2 : 0;
    }
    return arguments.subList(1, end);
  }

  private static boolean isSubsequence(List<String> part, List<String> whole) {
    int found = 0;
    for (String word : whole) {
      if (found < part.size() && part.get(found).equals(word)) {
        found++;
      }
    }
    return found == part.size();
  }
}
