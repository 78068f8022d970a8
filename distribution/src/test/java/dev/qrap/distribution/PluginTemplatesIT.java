// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code qrap plugins new} writes is built, tested and loaded as it is. */
final class PluginTemplatesIT {

  /** So many tests has every contract at least. */
  private static final int LEAST_TESTS = 7;

  private static final Pattern COUNTS =
      Pattern.compile("Tests run: ([0-9]+), Failures: 0, Errors: 0, Skipped: 0");

  /** What shows in a plan that a plugin took part, by its kind. */
  private static final Map<String, String> PLANNED =
      Map.of(
          "filter", "network card my-filter, recognised by filter org.example.my-filter",
          "machine", "QEMU chooses a slot of its PCI bus [machine org.example.my-machine]",
          "exec", "-netdev stream,addr.path=");

  /** A strategy of somebody else is used only if it is named. */
  private static final String EXEC = "org.example.my-exec";

  static List<String> kinds() {
    return PluginProjects.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void its_contract_test_passes(String kind) throws IOException {
    Path reports = PluginProjects.written(kind).resolve("target/surefire-reports");
    try (Stream<Path> files = Files.list(reports)) {
      Path report = files.filter(file -> file.toString().endsWith("Test.txt")).findFirst().get();
      MatchResult counts = COUNTS.matcher(Files.readString(report)).results().findFirst().get();
      assertThat(Integer.parseInt(counts.group(1))).isGreaterThanOrEqualTo(LEAST_TESTS);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void its_jar_takes_part(String kind) throws IOException {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      putJar(sandbox, kind);

      assertThat(qrap(sandbox, "plugins", "check").run().stdout()).endsWith(", none broken\n");
      assertThat(qrap(sandbox, "plugins").run().stdout())
          .containsPattern(kind + " +org.example.my-" + kind + " .*/tmp/jars/my.jar .* active");
      String plan =
          qrap(sandbox, "plan", "--", "-machine", "my-machine", "-device", "my-filter")
              .with("QRAP_NIC", "replace")
              .with("QRAP_EXEC", kind.equals("exec") ? EXEC : "")
              .run()
              .stdout();
      assertThat(plan).contains(PLANNED.getOrDefault(kind, "Mode:"));
    }
  }

  /** As people write them and as libvirt does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-netdev user,id=n0 -device e1000,netdev=n0",
        "-netdev {\"type\":\"user\",\"id\":\"n0\"} -device {\"driver\":\"e1000\",\"netdev\":\"n0\"}"
      })
  void real_qemu_connects_by_itself(String line) throws IOException {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      sandbox.backend();
      putJar(sandbox, "exec");

      RealQemu qemu =
          RealQemu.launch(
              arguments -> qrap(sandbox, arguments.toArray(new String[0])).with("QRAP_EXEC", EXEC),
              "qemu-system-x86_64",
              null,
              List.of(line.split(" ", -1)),
              List.of());

      assertThat(qemu.result().status()).as(qemu.complaint()).isZero();
      assertThat(qemu.texts()).containsExactly("e1000 at pci.0/03.0 on n0=stream");
    }
  }

  @Test
  void a_located_socket_is_tried() throws IOException {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      putJar(sandbox, "locator");

      Sandbox.Result result =
          qrap(sandbox, "-m", "64")
              .with("XDG_RUNTIME_DIR", "/tmp/home")
              .with("QRAP_LOCATOR", "org.example.my-locator")
              .run();

      assertThat(result.stderr()).contains("/tmp/home/my-locator.socket: No such file");
    }
  }

  /** Puts what was written for a kind where {@link #qrap} looks. */
  private static void putJar(Sandbox sandbox, String kind) throws IOException {
    Path jar = PluginProjects.written(kind).resolve("target/my-" + kind + "-1.0.0.jar");
    Files.copy(jar, Files.createDirectory(sandbox.path("jars")).resolve("my.jar"));
  }

  private static Sandbox.Call qrap(Sandbox sandbox, String... arguments) {
    return sandbox
        .qrap(arguments)
        .inStickyTmp()
        .after("chmod go-w /tmp/jars")
        .with("QRAP_PLUGIN_PATH", "/tmp/jars/my.jar");
  }

  /** So the versions in it are those that the build tries. An image alone knows of no archive. */
  @ParameterizedTest
  @ValueSource(strings = {"lab", "island"})
  void the_examples_pom_is_as_an_image_alone_writes_it(String example) throws IOException {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      sandbox.qrap("plugins", "new", "machine", "org.example." + example, "new").run();

      assertThat(PluginProjects.EXAMPLES.resolve(example).resolve("pom.xml"))
          .hasSameTextualContentAs(sandbox.path("new/pom.xml"));
    }
  }

  @Test
  void what_to_run_next_is_said() throws IOException {
    assertThat(next(ReleasedArchive.image()))
        .isEqualTo("Next: run mvn verify in toaster, then change what the comments mark\n");
    assertThat(next(Sandbox.IMAGE))
        .matches(
            "The project needs the directory sdk of qrap's archive, which is not beside this image:"
                + " unpack the archive of qrap [0-9].*\n"
                + "Next: run mvn -Dqrap.repository=file:///PATH/qrap/sdk/repository verify in"
                + " toaster, then change what the comments mark\n");
  }

  private static String next(Path image) {
    try (Sandbox sandbox = Sandbox.of(image)) {
      String said =
          sandbox.qrap("plugins", "new", "exec", "org.example.toaster", "toaster").run().stdout();
      return said.substring(said.indexOf("Test.java\n") + "Test.java\n".length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toaster org.example.x dir|there is no kind of plugin 'toaster': it is filter, machine, exec,"
            + " backend or locator; see qrap help plugins new",
        "filter toaster dir|a plugin cannot have the name 'toaster': it must begin with your reverse"
            + " domain, like org.example.toaster; see qrap help plugins new",
        "filter org.Example.x dir|a plugin cannot have the name 'org.Example.x': it is made of words"
            + " of lower-case letters, digits and hyphens with dots between, each beginning with a"
            + " letter, like org.example.toaster; see qrap help plugins new",
        "filter dev.qrap.filter.x dir|a plugin cannot have the name 'dev.qrap.filter.x': it begins with"
            + " the domain of qrap's own modules, dev.qrap; begin it with your own, like"
            + " org.example.toaster; see qrap help plugins new",
        "filter org.example.x|Missing required parameter: 'DIR'; see qrap help plugins new"
      })
  void wrong_use_writes_nothing(String wrong) {
    String[] wordsAndMessage = wrong.split("\\|", -1);
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Sandbox.Result result =
          sandbox.qrap(("plugins new " + wordsAndMessage[0]).split(" ", -1)).run();

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.stderr()).isEqualTo("qrap: " + wordsAndMessage[1] + "\n");
      assertThat(sandbox.path("dir")).doesNotExist();
    }
  }

  @Test
  void what_cannot_be_written_is_named() {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      String[] command = {"plugins", "new", "exec", "org.example.x", "/tmp/full/caf\u00c3\u00a9"};
      Sandbox.Call full =
          sandbox
              .qrap(command)
              .with("LC_ALL", "C.UTF-8")
              .after("mkdir full; mount -t tmpfs -o nr_inodes=8 none full");

      Sandbox.Result result = full.after("mkdir full/a full/b").run();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stderr())
          .isEqualTo(
              "qrap: cannot write /tmp/full/caf\u00c3\u00a9/src/main/java/module-info.java: No space"
                  + " left on device; name a directory that does not exist yet\n");
      assertThat(result.stdout()).isEmpty();
    }
  }

  @Test
  void a_name_that_java_cannot_write_is_refused() {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Sandbox.Result result =
          sandbox.qrap("plugins", "new", "exec", "org.example.x", "/tmp/\u00ff").run();

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stderr())
          .startsWith("qrap: cannot write /tmp/\u00ff: Java cannot open a path with such bytes");
    }
  }

  @Test
  void the_help_says_so() {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      assertThat(sandbox.qrap("help", "plugins").run().stdout())
          .contains("new    Write the project of a new plugin: KIND NAME DIR.");
      assertThat(sandbox.qrap("help", "plugins", "new").run().stdout())
          .startsWith("Write the project of a new plugin: KIND NAME DIR.")
          .contains("qrap plugins new KIND NAME DIR", "filter, machine, exec, backend or locator");
      Sandbox.Result unknown = sandbox.qrap("help", "plugins", "old").run();
      assertThat(unknown.stderr())
          .isEqualTo("qrap: there is no command 'old'; see qrap help plugins\n");
    }
  }
}
