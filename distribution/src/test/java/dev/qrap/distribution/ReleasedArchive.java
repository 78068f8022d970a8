// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The archive that is released, unpacked once for all tests. */
final class ReleasedArchive {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** With a character that a URL must write otherwise. */
  private static final Path FOLDER = TARGET.resolve("unpacked archive");

  private static boolean isUnpacked;

  private ReleasedArchive() {}

  /** The image in it. */
  static synchronized Path image() {
    if (!isUnpacked) {
      try (Stream<Path> files = Files.list(TARGET)) {
        Path archive =
            files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
        Tools.run(TARGET, List.of("rm", "-rf", FOLDER.toString()));
        Files.createDirectory(FOLDER);
        Tools.run(FOLDER, List.of("tar", "-xf", archive.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      isUnpacked = true;
    }
    return FOLDER.resolve("qrap");
  }

  /** What is in it for the authors of plugins. */
  static Path sdk() {
    return image().resolve("sdk");
  }
}
