// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is known of a backend is in its plugin: core, cli and the filters do not even name one. */
final class BackendsAreStrangersTest {

  private static final List<String> NAMES = List.of("passt", "gvproxy");

  private static final List<Path> SOURCES =
      List.of(
          Path.of("../core/src/main/java"),
          Path.of("../cli/src/main/java"),
          Path.of("../../plugins/filter-backends/src/main/java"),
          Path.of("../../plugins/filter-nics/src/main/java"));

  /** Name an example to people, and the backend of that name that QEMU itself has. */
  private static final Set<String> MAY =
      Set.of("QrapCommand.java", "CommandPage.java", "BackendTypes.java");

  private static final int LEAST_FILES = 150;

  @Test
  void onlyPluginsKnowBackends() throws IOException {
    Set<String> naming = new TreeSet<>();
    int files = 0;
    for (Path source : SOURCES) {
      try (Stream<Path> tree = Files.walk(source)) {
        for (Path file : tree.filter(Files::isRegularFile).toList()) {
          files++;
          if (names(Files.readString(file))) {
            naming.add(file.getFileName().toString());
          }
        }
      }
    }
    assertThat(files).isGreaterThan(LEAST_FILES);
    assertThat(naming).isEqualTo(MAY);
  }

  /** Passing through and passing on are no names. */
  private static boolean names(String text) {
    String words = text.toLowerCase(Locale.ROOT).replace("passthrough", "");
    return NAMES.stream().anyMatch(words::contains);
  }
}
