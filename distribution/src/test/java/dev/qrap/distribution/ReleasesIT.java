// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.distribution.Root.User;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What other tests find out of this machine's QEMUs, passt and libvirt is so with those of each
 * release, too: the same tests run in its world, on its own JDK. What they said is in {@code
 * target/releases}. {@code distribution/matrix} runs this for any releases, also for this machine.
 */
final class ReleasesIT {

  /** The system property that says to tests that they run in a world. */
  static final String INSIDE = "qrap.inside";

  /** The system property that has the path of the Debian package. */
  static final String PACKAGE = "qrap.package";

  private static final List<Class<?>> TESTS =
      List.of(
          // What qrap knows of QEMU, against QEMU.
          OptionTableIT.class,
          HelpCallsIT.class,
          DefaultMachineIT.class,
          NicModelsIT.class,
          PciSlotsIT.class,
          MachinesIT.class,
          BoardsIT.class,
          // Cards and connections.
          KeepIT.class,
          StreamIT.class,
          NetworklessIT.class,
          // A passt that is busy, that survives, and that qrap starts.
          RealPasstIT.class,
          OwnPasstIT.class,
          LibvirtIT.class);

  /** Makes the image anew, which only that world sees. */
  private static final String BUILD = "./build-images \"$PWD/target\" 0 2026-11-24T00:00:00Z >&2; ";

  private static final Path LIBRARIES = Path.of("target", "test-libraries");
  private static final String PROJECT = "/tmp/project";

  /** Tests of an image, for the one that the release's own JDK makes. */
  private static final List<Class<?>> IMAGE_TESTS = List.of(ImageIT.class, ArchiveIT.class);

  /** The classes to run, if not all; {@code distribution/matrix --only} names them. */
  private static final List<String> ONLY =
      Stream.of(Objects.requireNonNullElse(System.getenv("MATRIX_CLASSES"), "").split(","))
          .filter(name -> !name.isBlank())
          .toList();

  /**
   * A class of tests in a release.
   *
   * @param first what is done before, by a shell in this folder
   */
  private record Row(String release, Class<?> tests, String first) {
    @Override
    public String toString() {
      return release + ", " + tests.getSimpleName();
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String release : Root.releases()) {
      // Outside of a matrix, this machine's are run by themselves.
      if (!release.equals(Root.HOST) || Root.isMatrix()) {
        TESTS.forEach(tests -> rows.add(new Row(release, tests, "")));
      }
      if (!release.equals(Root.HOST)) {
        IMAGE_TESTS.forEach(tests -> rows.add(new Row(release, tests, BUILD)));
      }
    }
    rows.removeIf(row -> !ONLY.isEmpty() && !ONLY.contains(row.tests.getSimpleName()));
    return rows;
  }

  @BeforeAll
  static void compile() {
    assumeTrue(Tools.isRoot(), "only root can have the project in a world");
    for (String program : List.of("start", "standin", "dump")) {
      Tools.compiled(program);
    }
    Tools.debianPackage();
  }

  /** The class path as it is in a world. Jars that lie elsewhere come into the project. */
  private static String classPath() throws IOException {
    Path project = Path.of("..").toRealPath();
    Files.createDirectories(LIBRARIES);
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!Files.exists(Path.of(entry))) {
        continue; // the folder of main classes, of which this module has none
      }
      Path path = Path.of(entry).toRealPath();
      if (!path.startsWith(project)) {
        Path copy = LIBRARIES.resolve(path.getFileName());
        if (!Files.exists(copy)) {
          Files.copy(path, copy); // its name has its version
        }
        path = copy.toRealPath();
      }
      entries.add(PROJECT + "/" + project.relativize(path));
    }
    return String.join(File.pathSeparator, entries);
  }

  /** Writes what distribution/matrix makes its table of. */
  static void report(String release, Class<?> tests, String said) throws IOException {
    Path file = Path.of("target", "releases", release, tests.getSimpleName() + ".txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, said);
  }

  /** The classes whose names are the rows of that table. */
  static List<Class<?>> inTheTable() {
    List<Class<?>> all = new ArrayList<>(TESTS);
    all.addAll(IMAGE_TESTS);
    all.add(ReleaseMatrixIT.class);
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void pass(Row row) throws IOException {
    List<String> command = new ArrayList<>();
    String shell = "cd " + PROJECT + "/distribution; " + row.first + "exec \"$@\"";
    command.addAll(List.of("sh", "-ec", shell, "sh"));
    command.addAll(List.of("java", "-D" + INSIDE + "=true"));
    command.add("-D" + PACKAGE + "=target/" + Tools.debianPackage().getFileName());
    command.addAll(List.of("-cp", classPath()));
    command.addAll(List.of(RunTests.class.getName(), row.tests.getName()));
    try (Root root = Root.startWithProject(row.release)) {
      Tools.Ended ended = root.as(User.ROOT).with("CI", "true").run(command.toArray(String[]::new));

      report(row.release, row.tests, ended.output());
      assertThat(ended.status()).as(ended.output()).isZero();
      assertThat(ended.output())
          .containsPattern(Pattern.compile("^[1-9][0-9]* passed, 0 failed", Pattern.MULTILINE));
    }
  }
}
