// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Projects of plugins, built by Maven as their makers build them, who have nothing of qrap but the
 * archive that is released: its example, and what its {@code qrap plugins new} writes for each
 * kind. All in one run, once for all tests.
 *
 * <p>Maven's local repository is one of their own, in which nothing of qrap is: of links to the
 * other entries of the one that this build uses. What is missing there Maven downloads, as always.
 */
final class PluginProjects {

  /** The examples, as they are in the source tree. */
  static final Path EXAMPLES = Path.of("..", "docs", "examples");

  private static final List<String> EXAMPLE_NAMES = List.of("lab", "island");

  /** The kinds of plugin. */
  static final List<String> KINDS = List.of("filter", "machine", "exec", "backend", "locator");

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

  /** The jar of an example. */
  static Path exampleJar(String name) {
    return built(name).resolve("target/" + name + "-1.0.0.jar");
  }

  /** The project of an example, built. */
  static Path example(String name) {
    return built(name);
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
    Path sdk = ReleasedArchive.sdk();
    for (String example : EXAMPLE_NAMES) {
      Path source = sdk.resolve("docs/examples").resolve(example);
      Tools.run(TARGET, List.of("cp", "-r", source.toString(), FOLDER.toString()));
      setRepository(FOLDER.resolve(example).resolve("pom.xml"), sdk.resolve("repository"));
    }
    String qrap = ReleasedArchive.image().resolve("bin/qrap").toString();
    List<String> names = new ArrayList<>(EXAMPLE_NAMES);
    for (String kind : KINDS) {
      String name = "my-" + kind;
      Tools.run(FOLDER, List.of(qrap, "plugins", "new", kind, "org.example." + name, name));
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

  /** As the comment in it says. */
  private static void setRepository(Path pom, Path repository) throws IOException {
    String url = "file://" + repository.toString().replace(" ", "%20");
    String usual = "file:///opt/qrap/sdk/repository";
    assertThat(pom).content().containsOnlyOnce(usual);
    Files.writeString(pom, Files.readString(pom).replace(usual, url));
  }

  /** qrap takes no jar that others can write; with umask 002 they are. */
  private static void closeToOthers(Path jar) throws IOException {
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void makeRepository() throws IOException {
    Path ofBuild = Path.of(System.getProperty("local.repository"));
    Files.createDirectories(REPOSITORY.resolve("dev/qrap"));
    linkEntries(ofBuild, REPOSITORY);
    linkEntries(ofBuild.resolve("dev"), REPOSITORY.resolve("dev"));
    assertThat(REPOSITORY.resolve("dev/qrap")).isEmptyDirectory();
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
