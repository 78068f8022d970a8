// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.qrap.core.LaunchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewFolderTest {

  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("one", "1");
    FILES.put("deep/down/two", "2\n");
  }

  @TempDir Path place;

  /** A path as arguments have it: bytes, one a char. */
  private static String bytes(Path path) {
    return new String(
        path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.skip(1).map(path -> place.relativize(path).toString()).sorted().toList();
    }
  }

  @Test
  void aFolderIsMadeWithThoseAboveIt() throws Exception {
    new NewFolder(bytes(place.resolve("a/b"))).write(FILES);

    assertThat(place.resolve("a/b/one")).hasContent("1");
    assertThat(place.resolve("a/b/deep/down/two")).hasBinaryContent(new byte[] {'2', '\n'});
  }

  @Test
  void anEmptyFolderIsFilled() throws Exception {
    new NewFolder(bytes(place)).write(FILES);

    assertThat(left()).containsExactly("deep", "deep/down", "deep/down/two", "one");
  }

  @Test
  void aFolderThatIsInUseStaysAsItIs() throws Exception {
    Files.writeString(place.resolve("mine"), "");

    assertThatThrownBy(() -> new NewFolder(bytes(place)).write(FILES))
        .isInstanceOf(LaunchException.class)
        .hasMessage(
            "cannot write "
                + place
                + ": it is not empty; name a directory that does not exist yet");
    assertThat(left()).containsExactly("mine");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.writeString(place.resolve("file"), "");

    assertThatThrownBy(() -> new NewFolder(bytes(file)).write(FILES))
        .hasMessageStartingWith("cannot write " + file + ": it is a file; ");
    assertThatThrownBy(() -> new NewFolder(bytes(file.resolve("below"))).write(FILES))
        .hasMessageStartingWith("cannot write " + file + "/below/one: ");
    assertThat(left()).containsExactly("file");
  }

  @Test
  void nothingHalfDoneStays() throws Exception {
    Map<String, String> impossible = new LinkedHashMap<>(FILES);
    impossible.put("one/three", "3"); // one is a file

    assertThatThrownBy(() -> new NewFolder(bytes(place.resolve("a/b"))).write(impossible))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("a/b/one/three: ");
    assertThat(left()).isEmpty();
  }
}
