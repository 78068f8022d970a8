// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the archive has for the authors of plugins; that a project can be built with it is seen by
 * {@link PluginTemplatesIT}.
 */
final class SdkIT {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)[^):]*\\)");

  private static Map<String, String> digests(Path folder) throws Exception {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(folder.relativize(file).toString(), sha1(file));
      }
    }
    return digests;
  }

  private static String sha1(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void the_archive_has_what_the_build_has_made() throws Exception {
    assertThat(digests(ReleasedArchive.sdk()))
        .hasSizeGreaterThan(100)
        .isEqualTo(digests(Path.of("target", "sdk")));
  }

  @Test
  void every_file_of_the_repository_has_its_checksum() throws Exception {
    Map<String, String> files = digests(ReleasedArchive.sdk().resolve("repository"));
    files.keySet().removeIf(file -> file.endsWith(".sha1"));

    assertThat(files.keySet())
        .map(
            file -> file.replaceFirst(".*/(qrap[a-z-]*)-[0-9].*?(-[a-z]+)?[.]([a-z]+)$", "$1$2.$3"))
        .containsExactlyInAnyOrder(
            "qrap.pom",
            "qrap-core.pom",
            "qrap-core.jar",
            "qrap-spi.pom",
            "qrap-spi.jar",
            "qrap-spi-sources.jar",
            "qrap-spi-javadoc.jar",
            "qrap-testkit.pom",
            "qrap-testkit.jar",
            "qrap-testkit-sources.jar",
            "qrap-testkit-javadoc.jar");
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(ReleasedArchive.sdk().resolve("repository/" + file.getKey() + ".sha1"))
          .hasContent(file.getValue());
    }
  }

  /** An editor shows them to the author of a plugin. */
  @ParameterizedTest
  @CsvSource({
    "spi, sources, dev/qrap/spi/ArgFilter.java",
    "spi, javadoc, dev.qrap.spi/dev/qrap/spi/ArgFilter.html",
    "testkit, sources, dev/qrap/testkit/ArgFilterContract.java",
    "testkit, javadoc, dev.qrap.testkit/dev/qrap/testkit/ArgFilterContract.html",
  })
  void the_jars_have_what_their_names_say(String module, String kind, String file)
      throws IOException {
    Path artifact = ReleasedArchive.sdk().resolve("repository/dev/qrap/qrap-" + module);
    List<Path> jars;
    try (Stream<Path> files = Files.walk(artifact)) {
      jars = files.filter(path -> path.toString().endsWith("-" + kind + ".jar")).toList();
    }
    assertThat(jars).hasSize(1);
    try (JarFile jar = new JarFile(jars.get(0).toFile())) {
      assertThat(jar.getEntry(file)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"plugins.md, 3", "security.md, 0", "spi-changes.md, 0"})
  void every_link_of_the_guide_leads_somewhere(String guide, int atLeast) throws IOException {
    Path docs = ReleasedArchive.sdk().resolve("docs");
    List<String> links = new ArrayList<>();
    for (MatchResult link :
        LINK.matcher(Files.readString(docs.resolve(guide))).results().toList()) {
      links.add(link.group(1));
    }
    assertThat(links)
        .hasSizeGreaterThanOrEqualTo(atLeast)
        .allMatch(link -> Files.exists(docs.resolve(link)));
  }

  @Test
  void the_javadoc_of_the_testkit_leads_to_that_of_the_spi() throws IOException {
    Path page =
        ReleasedArchive.sdk()
            .resolve(
                "javadoc/testkit/dev.qrap.testkit/dev/qrap/testkit/MachineProfileContract.html");
    String toProfile = "../../../../../spi/dev.qrap.spi/dev/qrap/spi/MachineProfile.html";

    assertThat(page).content().contains("href=\"" + toProfile);
    assertThat(page.resolveSibling(toProfile).normalize()).exists();
  }
}
