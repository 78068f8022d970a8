// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the program that qrap becomes can tell of its process, when the reference, Debian's {@code
 * /usr/bin/qrap}, and when ours has become it, under the same parent: the same, but for the {@link
 * Exclusion}s.
 */
final class TransparencyIT {

  /** How ours is started. */
  enum Start {
    /** By the image's script, as users do. */
    SCRIPT(List.of(Sandbox.QRAP)),
    /** Without a shell, as a package does. */
    JVM(List.of("/tmp/image/bin/java", "-cp", "/nonexistent", "dev.qrap.cli.Main"));

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> program;

    Start(List<String> program) {
      this.program = program;
    }
  }

  /** What a parent led to. */
  record Outcome(Parent parent, int jdk, Start start, Dump ours, Dump reference) {

    private static final Pattern NETDEV = Pattern.compile("socket,fd=(\\d+),");

    boolean isExplained(String fact) {
      return Arrays.stream(Exclusion.values())
          .anyMatch(exclusion -> exclusion.explains(this, fact));
    }

    String describe(String fact) {
      return "%s, JDK %d, %s: %s%n  ours      %s%n  reference %s"
          .formatted(parent, jdk, start, fact, brief(ours, fact), brief(reference, fact));
    }

    /** The descriptor that our -netdev names; empty, if there is none. */
    String netdevDescriptor() {
      for (int i = 0; ours.facts().containsKey("argument " + i); i++) {
        Matcher netdev = NETDEV.matcher(ours.fact("argument " + i));
        if (netdev.lookingAt()) {
          return netdev.group(1);
        }
      }
      return "";
    }

    private static String brief(Dump dump, String fact) {
      String value = dump.facts().getOrDefault(fact, "(none)").replace('\0', ' ');
      return value.substring(0, Math.min(300, value.length()));
    }
  }

  private static final Map<String, List<Outcome>> OUTCOMES = new HashMap<>();

  @BeforeAll
  static void requireReference() {
    Tools.require(Tools.REFERENCE);
  }

  static List<Parent> parents() {
    return Parents.all();
  }

  private static List<Outcome> outcomes(Parent parent) {
    return OUTCOMES.computeIfAbsent(parent.name(), name -> run(parent));
  }

  private static List<Outcome> run(Parent parent) {
    List<Outcome> outcomes = new ArrayList<>();
    try {
      for (Path image : ImageIT.images()) {
        try (Sandbox sandbox = Sandbox.of(image)) {
          sandbox.backend();
          sandbox.put("dump", "tools/dump");
          sandbox.put("dump", "tools/kvm");
          Dump reference = dump(sandbox, parent, List.of(Tools.REFERENCE));
          for (Start start : Start.values()) {
            Dump ours = dump(sandbox, parent, start.program);
            outcomes.add(new Outcome(parent, jdk(image), start, ours, reference));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return outcomes;
  }

  /** The feature release of the JDK that made an image. */
  private static int jdk(Path image) throws IOException {
    Matcher version =
        Pattern.compile("JAVA_VERSION=\"(\\d+)")
            .matcher(Files.readString(image.resolve("release")));
    assertThat(version.find()).isTrue();
    return Integer.parseInt(version.group(1));
  }

  private static Dump dump(Sandbox sandbox, Parent parent, List<String> program)
      throws IOException {
    sandbox.write("in", "0123456789\n");
    sandbox.write("out", "");
    Path err = sandbox.write("err", "");
    Set<Path> before = files(sandbox);
    List<String> arguments = new ArrayList<>(program.subList(1, program.size()));
    arguments.addAll(parent.arguments());
    Sandbox.Call call =
        sandbox
            .program(program.get(0), arguments)
            .with("PATH", "/tmp/tools:/usr/bin:/bin")
            .with("STANDIN_OUT", "/tmp/dump")
            .after("chmod 777 /tmp/passt_1.socket")
            .after(parent.setup())
            .stepping(parent.steps());
    parent.environment().forEach(call::with);
    Sandbox.Result result = call.run();
    String tale =
        parent + ", " + program + ": " + result.stderr() + Files.readString(err, ISO_8859_1);
    assertThat(result.status()).as(tale).isEqualTo(Sandbox.STANDIN_STATUS);

    Set<Path> left = files(sandbox);
    left.removeAll(before);
    assertThat(left)
        .extracting(path -> path.getFileName().toString().replaceFirst("\\d+$", "N"))
        .containsExactlyInAnyOrder("call.N", "stdin.N", "stdout.N", "stderr.N", "dump");

    Path file = sandbox.path("dump");
    Dump dump = Dump.parse(Files.readString(file, ISO_8859_1));
    Files.delete(file);
    assertThat(dump.pid()).as(tale).isEqualTo(result.pid());
    return dump;
  }

  /** All in /tmp, but what is in the image's place, which lies elsewhere. */
  private static Set<Path> files(Sandbox sandbox) throws IOException {
    try (Stream<Path> all = Files.walk(sandbox.path(""))) {
      return new TreeSet<>(all.toList());
    }
  }

  @ParameterizedTest
  @MethodSource("parents")
  void leaves_the_program_no_trace(Parent parent) {
    assumeTrue(Tools.isRoot() || !parent.needsRoot(), "only root can do that");
    List<String> unexplained = new ArrayList<>();
    for (Outcome outcome : outcomes(parent)) {
      for (String fact : outcome.ours().differing(outcome.reference())) {
        if (!outcome.isExplained(fact)) {
          unexplained.add(outcome.describe(fact));
        }
      }
    }
    assertThat(unexplained).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shows_each_exclusion_somewhere(Exclusion exclusion) {
    Parent parent =
        Parents.all().stream()
            .filter(one -> one.name().equals(exclusion.shownBy()))
            .findAny()
            .orElseThrow();
    List<String> explained = new ArrayList<>();
    for (Outcome outcome : outcomes(parent)) {
      for (String fact : outcome.ours().differing(outcome.reference())) {
        if (exclusion.explains(outcome, fact)) {
          explained.add(outcome.describe(fact));
        }
      }
    }
    assertThat(explained).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void has_every_exclusion_in_the_documentation(Exclusion exclusion) throws IOException {
    assertThat(Files.readString(Path.of("../docs/transparency.md")))
        .contains("`" + exclusion + "`");
  }
}
