// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class JavaPathTest {

  private static final String OF_PATHS = System.getProperty("sun.jnu.encoding");

  @Test
  void aPathOfAsciiIsTheSame() {
    assertThat(JavaPath.of("/tmp/a b")).isEqualTo(Path.of("/tmp/a b"));
  }

  @Test
  void bytesThatAreNoTextInThisLocaleAreRefused() {
    assumeFalse(
        StandardCharsets.ISO_8859_1.name().equals(OF_PATHS), "every byte is a letter there");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaPath.of("/tmp/\u00ff"))
        .withMessage(
            "Java cannot open a path with such bytes in this locale ("
                + Charset.forName(OF_PATHS)
                + ")");
  }
}
