// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SdkRepositoryTest {

  private static final SdkRepository UNKNOWN =
      new SdkRepository("1.2", "file:///opt/qrap/sdk/repository", false);

  @TempDir Path place;

  /** The path of an image as the host says it: bytes, one a char, and a slash. */
  private String image(String name) {
    return new String(
            place.resolve(name).toString().getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1)
        + "/";
  }

  @Test
  void anArchiveHasOneOfItsOwnVersion() throws IOException {
    Path repository = place.resolve("a b/sdk/repository");
    Files.createDirectories(repository.resolve("dev/qrap/qrap-spi/1.2"));

    SdkRepository found = SdkRepository.of(image("a b"), "1.2");

    assertThat(found.isThere()).isTrue();
    assertThat(found.version()).isEqualTo("1.2");
    assertThat(found.url()).contains("a%20b").endsWith("/sdk/repository");
    assertThat(Path.of(URI.create(found.url()))).isEqualTo(repository);
    assertThat(SdkRepository.of(image("a b"), "1.3").isThere()).isFalse();
  }

  @Test
  void anImageAloneHasNone() {
    assertThat(SdkRepository.of(image("image"), "1.2")).isEqualTo(UNKNOWN);
    assertThat(SdkRepository.unknown("1.2")).isEqualTo(UNKNOWN);
  }

  @Test
  void aPathThatJavaCannotWriteHasNone() {
    assertThat(SdkRepository.of("/tmp/\u00ff/", "1.2")).isEqualTo(UNKNOWN);
  }
}
