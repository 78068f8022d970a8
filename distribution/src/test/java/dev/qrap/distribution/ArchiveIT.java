// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The archive of classes that every image has: a launch is more than twice as slow without. And a
 * second one, of what only commands and plugins in jars need.
 */
final class ArchiveIT {

  private static final List<String> MAIN = List.of("-cp", "/nonexistent", "dev.qrap.cli.Main");

  /** What JDKs make as a program runs; no archive can have it. */
  private static final String MADE_AT_RUN_TIME = "source: __|java.lang.invoke.LambdaForm";

  /** Compiled for a Java so old that the JVM puts none of its classes into a second archive. */
  private static final String PICOCLI = " picocli\\.";

  private static final String SECOND = "lib/server/commands.jsa";

  /** What is done to an image before it is used from /tmp/here. */
  private enum Place {
    AS_BUILT("ln -s image /tmp/here"),
    MOVED("cp -a /tmp/image /tmp/other; mv /tmp/other '/tmp/h e r e'; ln -s 'h e r e' /tmp/here"),
    COPIED("cp -r /tmp/image /tmp/here"),
    READ_ONLY(
        "mount -o remount,bind,ro /tmp/image; ! touch /tmp/image/x 2>/dev/null; ln -s image here");

    private final String commands;

    Place(String commands) {
      this.commands = commands;
    }
  }

  /** How a user starts QEMU, each with all that comes before the exec. */
  private enum Mode {
    PATCH("-machine pc -device {\"driver\":\"virtio-net-pci\",\"netdev\":\"n\"}", ""),
    EXPLICIT("5 kvm -m 64", ""),
    RUN("run --socket /tmp/passt_1.socket kvm -nic user,hostfwd=tcp::2222-:22", ""),
    PASS_THROUGH("-version", ""),
    RUN_AND_START("run -p udp:127.0.0.1:65533:22 kvm -nic user,hostfwd=udp::65534-:23", ""),
    OWN_PASST("-m 64", "QRAP_FORWARD=udp:127.0.0.1:65534"),
    STREAM("-m 64", "QRAP_EXEC=stream QRAP_QEMU=helpful");

    /** Between spaces. */
    private final String arguments;

    /** Settings, between spaces. */
    private final String variables;

    Mode(String arguments, String variables) {
      this.arguments = arguments;
      this.variables = variables;
    }
  }

  static Stream<Arguments> imagesAndPlaces() throws IOException {
    return ImageIT.images().stream()
        .flatMap(image -> Stream.of(Place.values()).map(place -> Arguments.of(image, place)));
  }

  static Stream<Arguments> imagesAndModes() throws IOException {
    return ImageIT.images().stream()
        .flatMap(image -> Stream.of(Mode.values()).map(mode -> Arguments.of(image, mode)));
  }

  @ParameterizedTest
  @MethodSource("imagesAndPlaces")
  void is_in_use_wherever_the_image_lies(Path image, Place place) throws IOException {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      assertThat(loaded(sandbox, place.commands, Mode.PATCH))
          .filteredOn(line -> line.contains("dev.qrap.cli.Main "))
          .hasSize(1)
          .allMatch(ArchiveIT::isShared);
    }
  }

  /** A class that is not in it costs a millisecond, and the first of them twelve. */
  @ParameterizedTest
  @MethodSource("imagesAndModes")
  void has_all_classes_of_a_launch(Path image, Mode mode) throws IOException {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      List<String> ours = new ArrayList<>();
      for (String line : loaded(sandbox, Place.AS_BUILT.commands, mode)) {
        if (line.contains(" dev.qrap.") || line.contains(" com.sun.jna.")) {
          ours.add(line);
        }
      }
      assertThat(ours).hasSizeGreaterThan(40).allMatch(ArchiveIT::isShared);
    }
  }

  /** How many classes each mode initialised when the number was kept: by JDK and mode. */
  private static final String KEPT = "/initialised-classes.properties";

  /**
   * A class that is initialised costs a launch about 5 microseconds, and most changes that make a
   * launch slower make it touch more of them. Time is not asserted, because it depends on what else
   * the machine does.
   */
  @ParameterizedTest
  @MethodSource("imagesAndModes")
  void a_launch_initialises_as_many_classes_as_before(Path image, Mode mode) throws IOException {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      standIns(sandbox);
      run(sandbox, "/tmp/image/bin/java", "class+init", ":", mode.arguments, mode.variables);
      List<String> initialised =
          Files.readAllLines(sandbox.path("log")).stream()
              .filter(line -> line.contains("Initializing '"))
              .toList();

      // The first comparison of records makes the JVM generate code, which takes 6 ms.
      assertThat(initialised).noneMatch(line -> line.contains("java/lang/runtime/ObjectMethods"));
      String key = release(image) + "." + mode;
      String number = kept().getProperty(key, "");
      assumeFalse(number.isEmpty(), "no number is kept for " + key);
      int kept = Integer.parseInt(number);
      assertThat(initialised.size())
          .as(
              "classes that %s initialises; if the change is meant, write the number to %s",
              key, KEPT)
          .isBetween(kept * 95 / 100, kept * 105 / 100);
    }
  }

  /** The feature release of an image's JDK. */
  private static String release(Path image) throws IOException {
    Properties release = new Properties();
    try (InputStream file = Files.newInputStream(image.resolve("release"))) {
      release.load(file);
    }
    return release.getProperty("JAVA_VERSION").replace("\"", "").split("[.+-]", 2)[0];
  }

  private static Properties kept() throws IOException {
    Properties kept = new Properties();
    try (InputStream file = ArchiveIT.class.getResourceAsStream(KEPT)) {
      kept.load(file);
    }
    return kept;
  }

  /** What plugins cost is paid when the stage that needs them comes. */
  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void a_launch_makes_only_the_plugins_that_it_needs(Path image) throws IOException {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      String plugin = "dev/qrap/(filter|machine|strategy|locator)/";

      assertThat(initialised(sandbox, "-version")).isNotEmpty().doesNotContainPattern(plugin);
      assertThat(initialised(sandbox, "5 kvm -m 64"))
          .contains("dev/qrap/locator/passt/")
          .doesNotContain("dev/qrap/machine/");
      assertThat(initialised(sandbox, "-m 64")).contains("dev/qrap/machine/");
    }
  }

  /** A JVM may load a class long before it is used; then only is it initialised. */
  private static String initialised(Sandbox sandbox, String arguments) throws IOException {
    run(sandbox, "/tmp/image/bin/java", "class+init", ":", arguments, "");
    return Files.readString(sandbox.path("log"));
  }

  /** The lines of the JVM's log, one a class. */
  private static List<String> loaded(Sandbox sandbox, String place, Mode mode) throws IOException {
    standIns(sandbox);
    run(sandbox, "/tmp/here/bin/java", "class+load", place, mode.arguments, mode.variables);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(sandbox.path("log"))) {
      if (!line.matches(".*(" + MADE_AT_RUN_TIME + ").*")) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** In place of passt, an echo; and a QEMU that says what it can do. */
  private static void standIns(Sandbox sandbox) {
    script(sandbox, "passt", "exec cat <&3 >&3");
    script(
        sandbox,
        "helpful",
        """
        [ "$1" != -help ] || exec echo '-netdev stream,id=str,addr.type=unix,addr.path=path'
        exec /tmp/bin/kvm "$@"
        """);
  }

  private static void script(Sandbox sandbox, String name, String text) {
    sandbox.write("bin/" + name, "#!/bin/sh\n" + text).toFile().setExecutable(true);
  }

  private static void run(
      Sandbox sandbox,
      String java,
      String logged,
      String setup,
      String arguments,
      String variables) {
    List<String> all = new ArrayList<>(List.of("-Xlog:" + logged + "=info:file=/tmp/log"));
    all.addAll(MAIN);
    all.addAll(List.of(arguments.split(" ", -1)));
    Sandbox.Call call = sandbox.program(java, all).inStickyTmp().after(setup);
    for (String variable : variables.split(" ", -1)) {
      String[] parts = variable.split("=", 2);
      if (parts.length == 2) {
        call.with(parts[0], parts[1]);
      }
    }
    call.run().exec();
  }

  private static boolean isShared(String line) {
    return line.contains("source: shared objects file");
  }

  static Stream<Arguments> imagesAndDamages() throws IOException {
    List<String> damages =
        List.of(
            "rm %s",
            "truncate -s 0 %s",
            "truncate -s 100000 %s",
            "echo other >%s",
            // its header: magic number, CRC, version
            "dd if=/dev/zero of=%s bs=64 count=1 conv=notrunc status=none");
    return ImageIT.images().stream()
        .flatMap(
            image ->
                archives(image)
                    .flatMap(
                        archive ->
                            damages.stream().map(damage -> Arguments.of(image, archive, damage))));
  }

  private static Stream<String> archives(Path image) {
    String first = "lib/server/classes.jsa";
    return hasSecond(image) ? Stream.of(first, SECOND) : Stream.of(first);
  }

  /** JDKs before 25 make none: 17 could not do without it if it is damaged. */
  private static boolean hasSecond(Path image) {
    return Files.exists(image.resolve(SECOND));
  }

  @ParameterizedTest
  @MethodSource("imagesAndDamages")
  void is_done_without_where_it_is_damaged(Path image, String name, String damage) {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      String archive = "/tmp/here/" + name;
      String setup =
          "cp -r /tmp/image /tmp/here; chmod u+w " + archive + "; " + damage.formatted(archive);

      Sandbox.Result result =
          sandbox.program("/tmp/here/bin/qrap", List.of("-m", "64")).after(setup).run();

      assertThat(result.exec().arguments()).startsWith("kvm", "-m", "64");
      assertThat(result.stdout()).isEmpty();
      assertThat(result.stderr()).isEqualTo("Connected to /tmp/passt_1.socket\n");
    }
  }

  /** Both are in use, from bin/qrap, wherever the image lies. */
  @ParameterizedTest
  @MethodSource("imagesAndPlaces")
  void the_second_one_has_what_commands_and_jars_need(Path image, Place place) throws IOException {
    String jdk = release(image);
    assumeFalse(Integer.parseInt(jdk) < 25, "no second archive is made with JDK " + jdk);
    try (Sandbox sandbox = Sandbox.of(image)) {
      PluginJar.locator("org.example.a", "", "/tmp/a.socket").write(sandbox.path("a.jar"));

      Sandbox.Result result =
          sandbox
              .program("/tmp/here/bin/qrap", List.of("plugins"))
              .inStickyTmp()
              .after(place.commands)
              .with("QRAP_PLUGIN_PATH", "/tmp/a.jar")
              .with("JDK_JAVA_OPTIONS", "-Xlog:class+load=info:file=/tmp/log")
              .run();

      assertThat(result.stdout()).contains("org.example.a.there");
      List<String> read =
          Files.readAllLines(sandbox.path("log")).stream()
              .filter(line -> line.contains("source: ") && !isShared(line))
              .filter(line -> !line.matches(".*(" + MADE_AT_RUN_TIME + "|" + PICOCLI + ").*"))
              .toList();
      assertThat(read).hasSize(1).first().asString().contains(" org.example.a.There source: file:");
    }
  }

  /** An image that was linked and not trained has none, and an older one of qrap's neither. */
  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void the_first_one_does_without_the_second(Path image) throws IOException {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox
          .program("/tmp/here/bin/qrap", List.of("--version"))
          .after("cp -r /tmp/image /tmp/here; rm -f /tmp/here/" + SECOND)
          .with("JDK_JAVA_OPTIONS", "-Xlog:class+load=info:file=/tmp/log")
          .run();

      assertThat(Files.readAllLines(sandbox.path("log")))
          .filteredOn(line -> line.contains("dev.qrap.cli.Main "))
          .hasSize(1)
          .allMatch(ArchiveIT::isShared);
    }
  }

  /** Options that the archive was not made for. */
  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void is_done_without_where_the_users_options_forbid_it(Path image) {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      Sandbox.Result result =
          sandbox.qrap("-m", "64").with("JAVA_TOOL_OPTIONS", "-Xshare:off -esa").run();

      assertThat(result.exec().arguments()).startsWith("kvm", "-m", "64");
      assertThat(result.stdout()).isEmpty();
      assertThat(result.exec().environment()).contains("JAVA_TOOL_OPTIONS=-Xshare:off -esa");

      Sandbox.Result other =
          sandbox.qrap("-m", "64").with("JDK_JAVA_OPTIONS", "-XX:-UseCompressedOops").run();

      assertThat(other.exec().arguments()).startsWith("kvm", "-m", "64");
      assertThat(other.stderr())
          .matches("NOTE: Picked up JDK_JAVA_OPTIONS: .*\nConnected to /tmp/passt_1.socket\n");
    }
  }
}
