// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guides for users show in {@code console} blocks is what happens. */
final class UserGuideIT {

  private static final List<Path> GUIDES =
      List.of(Path.of("../docs/user-guide.md"), Path.of("../docs/coming-from-user.md"));

  private static final Path IMAGE = Path.of("target/qrap/bin").toAbsolutePath();

  @ParameterizedTest
  @MethodSource("examples")
  void exampleHappensAsShown(ConsoleExample example) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", example.command());
    shell.environment().clear();
    shell.environment().put("PATH", IMAGE + ":/usr/bin:/bin");
    shell.redirectErrorStream(true);
    Process process = shell.start();
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    process.waitFor();
    assertThat(new String(output, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(example.output());
  }

  static List<ConsoleExample> examples() throws IOException {
    List<ConsoleExample> examples = new ArrayList<>();
    for (Path guide : GUIDES) {
      List<ConsoleExample> ofGuide = ConsoleExample.of(guide);
      assertThat(ofGuide).as("examples in " + guide).hasSizeGreaterThan(5);
      examples.addAll(ofGuide);
    }
    return examples;
  }
}
