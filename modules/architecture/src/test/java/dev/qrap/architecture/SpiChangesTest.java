// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SPI of this build against the one that was released last, which is kept in src/api. */
final class SpiChangesTest {

  private static final Path KEPT = Path.of("..", "spi", "src", "api");
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "spi-changes.md");
  private static final Path REPORT = Path.of("target", "spi-changes.txt");

  /** What may change from one version to another. */
  private enum Freedom {
    /** A plugin of the newer version works with the older one too. */
    NOTHING,
    /** A plugin of the older version works with the newer one. */
    ADDITIONS,
    /** No plugin of the older version is loaded. */
    ANYTHING;

    private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)\\..*");

    /** By the rule in the description of module dev.qrap.spi. */
    static Freedom between(String older, String newer) {
      MatchResult before = numbers(older);
      MatchResult after = numbers(newer);
      if (!before.group(1).equals(after.group(1))) {
        return ANYTHING;
      }
      if (before.group(2).equals(after.group(2))) {
        return NOTHING;
      }
      return before.group(1).equals("0") ? ANYTHING : ADDITIONS;
    }

    private static MatchResult numbers(String version) {
      return VERSION.matcher(version).results().findFirst().orElseThrow();
    }
  }

  @TempDir Path folder;

  private static Path released() throws IOException {
    try (Stream<Path> files = Files.list(KEPT)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      assertThat(jars).as("jars in " + KEPT).hasSize(1);
      return jars.get(0);
    }
  }

  private static Path built() throws IOException {
    return Path.of(Descriptor.ours().get("dev.qrap.spi").location().orElseThrow());
  }

  /** The version that the compiler has recorded. */
  private static String version(Path spi) {
    ModuleReference module = ModuleFinder.of(spi).find("dev.qrap.spi").orElseThrow();
    return module.descriptor().rawVersion().orElseThrow();
  }

  /** What is forbidden of the changes between two versions. */
  private static List<String> forbidden(String older, String newer, SpiChanges changes) {
    return switch (Freedom.between(older, newer)) {
      case NOTHING ->
          Stream.of(changes.breaks(), changes.additions()).flatMap(List::stream).toList();
      case ADDITIONS -> changes.breaks();
      case ANYTHING -> List.of();
    };
  }

  @Test
  void onlyWhatTheVersionAllowsHasChangedSinceTheRelease() throws IOException {
    String older = version(released());
    String newer = version(built());
    SpiChanges changes = SpiChanges.between(released(), built());

    String since = "dev.qrap.spi " + newer + " since " + older;
    Files.createDirectories(REPORT.getParent());
    Files.writeString(
        REPORT,
        since
            + "\n\nIncompatible:\n"
            + lines(changes.breaks())
            + "\nCompatible:\n"
            + lines(changes.additions()));
    assertThat(forbidden(older, newer, changes))
        .as(since + " may not have changed like this; give it a new version or take it back")
        .isEmpty();
  }

  private static String lines(List<String> lines) {
    return lines.isEmpty() ? "nothing\n" : String.join("\n", lines) + "\n";
  }

  @Test
  void theDocumentNamesEveryTypeThatHasChanged() throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(document).contains("# What changed in the SPI since " + minor(version(released())));
    assertThat(SpiChanges.between(released(), built()).types())
        .as("types that have changed and are not in " + DOCUMENT)
        .filteredOn(type -> !document.contains("`" + type) && !document.contains("`@" + type))
        .isEmpty();
  }

  private static String minor(String version) {
    return version.substring(0, version.lastIndexOf('.'));
  }

  /** A copy of what a build in between has made would allow what no release allows. */
  @Test
  void theCopyIsOfARelease() throws IOException {
    String version = version(released());

    assertThat(version).matches("[0-9]+[.][0-9]+[.][0-9]+");
    assertThat(released().getFileName()).hasToString("qrap-spi-" + version + ".jar");
  }

  @ParameterizedTest
  @CsvSource({
    "0.2.0, 0.2.0-SNAPSHOT, NOTHING",
    "0.2.0, 0.2.1, NOTHING",
    "0.2.9, 0.3.0, ANYTHING",
    "0.9.0, 1.0.0, ANYTHING",
    "1.2.0, 1.2.1, NOTHING",
    "1.2.0, 1.10.0, ADDITIONS",
    "1.2.0, 2.0.0, ANYTHING",
  })
  void theVersionSaysWhatMayChange(String older, String newer, Freedom freedom) {
    assertThat(Freedom.between(older, newer)).isEqualTo(freedom);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1.0, 0.1.1, 'breaks, adds'",
    "1.0.0, 1.1.0, breaks",
    "0.1.0, 0.2.0, ''",
  })
  void whatIsForbiddenIsFound(String older, String newer, String found) {
    SpiChanges changes = new SpiChanges(null, List.of("adds"), List.of("breaks"));

    assertThat(String.join(", ", forbidden(older, newer, changes))).isEqualTo(found);
  }

  private static final String OLDER =
      """
      interface Demanding {}
      interface Offering {}
      interface Forgetful { void m(); }
      record Growing(int a) {}
      record Renamed(int a) {}
      enum Growth { A }
      enum Loss { A, B }
      record Gone(int a) {}
      """;

  private static final String NEWER =
      """
      interface Demanding { void m(); }
      interface Offering { default void m() {} }
      interface Forgetful {}
      record Growing(int a, int b) {}
      record Renamed(int b) {}
      enum Growth { A, B }
      enum Loss { A }
      record Fresh(int a) {}
      """;

  @Test
  void whatPluginsImplementOrMakeDemandsNothingNew() throws IOException {
    SpiChanges changes = changes("ImplementedByPlugins");

    assertThat(changes.breaks())
        .containsExactlyInAnyOrder(
            "Demanding.m(): method added to interface",
            "Forgetful.m(): method removed",
            "Growing: new Growing(int): constructor removed",
            "Renamed.a(): method removed",
            "Loss.B: field removed",
            "Gone: the type was removed");
    assertThat(changes.additions())
        .contains("Offering.m(): method new default", "Growth.B: is new", "Fresh: the type is new");
  }

  @Test
  void whatPluginsReadMayGrowButForItsConstants() throws IOException {
    SpiChanges changes = changes("ProvidedByQrap");

    assertThat(changes.breaks())
        .containsExactlyInAnyOrder(
            "Forgetful.m(): method removed",
            "Renamed.a(): method removed",
            "Growth.B: a constant is new for which plugins may have no answer",
            "Loss.B: field removed",
            "Gone: the type was removed");
    assertThat(changes.types())
        .containsExactly(
            "Demanding",
            "Forgetful",
            "Fresh",
            "Gone",
            "Growing",
            "Growth",
            "Loss",
            "Offering",
            "Renamed");
  }

  private SpiChanges changes(String mark) throws IOException {
    return SpiChanges.between(sample(mark, OLDER), sample(mark, NEWER));
  }

  private Path sample(String mark, String types) throws IOException {
    String marked = types.replaceAll("(?m)^(?=.)", "@" + mark + " public ");
    return Sample.of(folder, "package dev.qrap.spi;\n" + marked).classes();
  }
}
