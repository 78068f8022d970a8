// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/compatibility.md has a row for each class of tests that runs in releases, and no other. */
final class MatrixTableIT {

  private static final String SECTION = "\n## Versions of QEMU, passt and libvirt\n";
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (?:-|[0-9]).*", Pattern.MULTILINE);

  @Test
  void every_class_has_a_row() throws IOException {
    String page = Files.readString(Path.of("../docs/compatibility.md"));
    assertThat(page).contains(SECTION);
    assertThat(ROW.matcher(page.substring(page.indexOf(SECTION))).results())
        .extracting(row -> row.group(1))
        .containsExactlyInAnyOrderElementsOf(
            ReleasesIT.inTheTable().stream().map(Class::getSimpleName).toList());
  }
}
