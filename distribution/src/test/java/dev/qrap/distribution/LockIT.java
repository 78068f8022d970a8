// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build uses no other files than those whose hashes are in .mvn/checksums. */
final class LockIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path LOCAL = Path.of(System.getProperty("local.repository"));
  private static final String NAME = ".mvn/checksums/checksums.sha256";

  @TempDir private Path folder;

  @Test
  void what_this_build_used_is_what_was_locked() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve(NAME)))
        .hasSizeGreaterThan(500)
        .anyMatch(line -> line.contains("  net/java/dev/jna/jna-jpms/"))
        .anyMatch(line -> line.contains("/maven-compiler-plugin-"))
        .allMatch(line -> line.matches("[0-9a-f]{64}  [^ ]+"));
    Tools.run(ROOT, List.of("distribution/lock", "check", LOCAL.toString()));
  }

  /** In a repository of links to this build's, but for one library, which has one byte more. */
  @Test
  void maven_fails_on_a_changed_file() throws IOException {
    linkAllBut(LOCAL, folder, "org");
    linkAllBut(LOCAL.resolve("org"), Files.createDirectory(folder.resolve("org")), "slf4j");
    Path slf4j = LOCAL.resolve("org/slf4j");
    Tools.run(folder, List.of("cp", "-r", slf4j.toString(), folder.resolve("org").toString()));
    assertThat(build().output()).doesNotContain("[ERROR]");

    String jar =
        Files.readAllLines(ROOT.resolve(NAME)).stream()
            .filter(line -> line.matches(".*  org/slf4j/slf4j-api/.*[.]jar"))
            .findFirst()
            .orElseThrow()
            .replaceFirst(".* ", "");
    Files.writeString(folder.resolve(jar), "\n", StandardOpenOption.APPEND);
    Tools.Ended ended = build();
    assertThat(ended.status()).isNotZero();
    assertThat(ended.output())
        .contains("lock: the hash of a file in " + folder + " is not the one in " + NAME, jar);
  }

  private Tools.Ended build() {
    Path maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");
    return Tools.call(
        ROOT,
        List.of(maven.toString(), "-o", "-q", "-N", "validate", "-Dmaven.repo.local=" + folder));
  }

  private static void linkAllBut(Path from, Path to, String name) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        if (!entry.endsWith(name)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
        }
      }
    }
  }
}
