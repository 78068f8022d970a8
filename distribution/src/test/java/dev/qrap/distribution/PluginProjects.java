// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.launch.Launch;
import dev.qrap.spi.Extension;
import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Projects of plugins, built by Maven as their makers build them: a copy of docs/examples/lab, and
 * what {@code qrap plugins new} writes for each kind. All in one run, once for all tests.
 *
 * <p>Maven's local repository is one of their own: of links to the entries of the one that this
 * build uses, and of this build's jars, which must not get into that one. What is missing there
 * Maven downloads, as always.
 */
final class PluginProjects {

  /** The example, as it is in the source tree. */
  static final Path EXAMPLE = Path.of("..", "docs", "examples", "lab");

  /** The kinds of plugin. */
  static final List<String> KINDS = List.of("filter", "machine", "exec", "backend", "locator");

  private static final String QRAP = Sandbox.IMAGE.resolve("bin/qrap").toString();
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path FOLDER = TARGET.resolve("plugin-projects");
  private static final Path REPOSITORY = TARGET.resolve("plugin-repository");

  private static final String AGGREGATOR =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId>
        <artifactId>all</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>%s</modules>
      </project>
      """;

  private static boolean isTried;
  private static boolean isBuilt;

  private PluginProjects() {}

  /** The jar of the example. */
  static Path exampleJar() {
    return built("lab").resolve("target/lab-1.0.0.jar");
  }

  /** The project of the example, built. */
  static Path example() {
    return built("lab");
  }

  /** What {@code qrap plugins new KIND org.example.my-KIND} wrote, built. */
  static Path written(String kind) {
    return built("my-" + kind);
  }

  private static synchronized Path built(String name) {
    if (!isTried) {
      isTried = true;
      try {
        build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      isBuilt = true;
    }
    assertThat(isBuilt).as("an earlier test has built the plugins").isTrue();
    return FOLDER.resolve(name);
  }

  private static void build() throws IOException {
    Tools.run(TARGET, List.of("rm", "-rf", FOLDER.toString(), REPOSITORY.toString()));
    Files.createDirectories(FOLDER.resolve(".mvn")); // Maven shall not look for ours further up
    Tools.run(TARGET, List.of("cp", "-r", EXAMPLE.toRealPath().toString(), FOLDER.toString()));
    Tools.run(FOLDER, List.of("rm", "-rf", "lab/target"));
    List<String> names = new ArrayList<>(List.of("lab"));
    for (String kind : KINDS) {
      String name = "my-" + kind;
      Tools.run(FOLDER, List.of(QRAP, "plugins", "new", kind, "org.example." + name, name));
      names.add(name);
    }
    StringBuilder modules = new StringBuilder();
    names.forEach(name -> modules.append("<module>").append(name).append("</module>"));
    Files.writeString(FOLDER.resolve("pom.xml"), AGGREGATOR.formatted(modules));
    makeRepository();
    String maven = System.getProperty("maven.home") + "/bin/mvn";
    Tools.run(FOLDER, List.of(maven, "-B", "-q", "-Dmaven.repo.local=" + REPOSITORY, "verify"));
    for (String name : names) {
      closeToOthers(FOLDER.resolve(name).resolve("target/" + name + "-1.0.0.jar"));
    }
  }

  /** qrap takes no jar that others can write; with umask 002 they are. */
  private static void closeToOthers(Path jar) throws IOException {
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void makeRepository() throws IOException {
    Path ofBuild = Path.of(System.getProperty("local.repository"));
    Path ours = REPOSITORY.resolve("dev/qrap");
    Files.createDirectories(ours);
    linkEntries(ofBuild, REPOSITORY);
    linkEntries(ofBuild.resolve("dev"), REPOSITORY.resolve("dev"));
    String version =
        Tools.run(TARGET, List.of(QRAP, "--version")).strip().substring("qrap ".length());
    putPom(ours, "qrap", version, Path.of("..", "pom.xml"));
    for (Map.Entry<String, Class<?>> module :
        Map.of("spi", Extension.class, "core", Launch.class, "testkit", FakeBackend.class)
            .entrySet()) {
      String artifact = "qrap-" + module.getKey();
      Path place =
          putPom(ours, artifact, version, Path.of("../modules", module.getKey(), "pom.xml"));
      Path jar =
          Path.of(module.getValue().getProtectionDomain().getCodeSource().getLocation().getPath());
      Files.copy(jar, place.resolve(artifact + "-" + version + ".jar"));
    }
  }

  private static Path putPom(Path ours, String artifact, String version, Path pom)
      throws IOException {
    Path place = Files.createDirectories(ours.resolve(artifact).resolve(version));
    Files.copy(pom, place.resolve(artifact + "-" + version + ".pom"));
    return place;
  }

  private static void linkEntries(Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.exists(from) ? Files.list(from) : Stream.empty()) {
      for (Path entry : entries.toList()) {
        Path link = to.resolve(entry.getFileName());
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, entry);
        }
      }
    }
  }
}
