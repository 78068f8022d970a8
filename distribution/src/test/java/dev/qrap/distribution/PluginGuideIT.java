// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/plugins.md shows is the example's own code, and what happens with the example. */
final class PluginGuideIT {

  private static final Path GUIDE = Path.of("../docs/plugins.md");

  private static final Pattern CODE =
      Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  static List<String> code() throws IOException {
    List<String> blocks =
        CODE.matcher(Files.readString(GUIDE)).results().map(block -> block.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(4);
    return blocks;
  }

  @ParameterizedTest
  @MethodSource("code")
  void code_is_the_examples(String block) throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PluginProjects.EXAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.add(Files.readString(file));
      }
    }
    assertThat(sources).anyMatch(source -> source.contains(block));
  }

  static List<ConsoleExample> examples() throws IOException {
    List<ConsoleExample> examples = ConsoleExample.of(GUIDE);
    assertThat(examples).hasSizeGreaterThan(4);
    return examples;
  }

  /** The sandbox's /tmp is the folder of the example. */
  @ParameterizedTest
  @MethodSource("examples")
  void a_console_shows_what_happens(ConsoleExample example) throws IOException {
    try (Sandbox sandbox = Sandbox.of(ReleasedArchive.image())) {
      Path target = Files.createDirectory(sandbox.path("target"));
      Files.copy(PluginProjects.exampleJar("lab"), target.resolve("lab-1.0.0.jar"));

      Sandbox.Result result =
          sandbox
              .program("/bin/sh", List.of("-c", example.command()))
              .inStickyTmp()
              .after("chmod -R go-w /tmp/target")
              .with("PATH", "/tmp/image/bin:/tmp/bin:/usr/bin:/bin")
              .run();

      byte[] output = (result.stdout() + result.stderr()).getBytes(StandardCharsets.ISO_8859_1);
      assertThat(new String(output, StandardCharsets.UTF_8).stripTrailing())
          .isEqualTo(example.output());
    }
  }
}
