// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QemuArgumentsTest {

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "run -- -m 64, run, -m 64",
    "plan -v -- 5 kvm, plan -v, 5 kvm",
    "run --socket -- -- x, run --socket, -- x",
    "run --socket=-- -- x, run --socket=--, x",
    "run -- a -- b, run, a -- b",
    "run --, run, ''",
    "run, run, ''",
    "run -m 64, run -m 64, ''",
  })
  void theFirstSeparatorDivides(String line, String before, String qemus) {
    assertThat(QemuArguments.before(words(line))).isEqualTo(words(before));
    assertThat(QemuArguments.of(words(line))).isEqualTo(words(qemus));
  }

  @Test
  void otherCommandsTakeNone() {
    assertThat(QemuArguments.before(words("plugins -- check")))
        .isEqualTo(words("plugins -- check"));
  }

  @Test
  void theSeparatorIsNamedWhereItIsMissing() {
    assertThat(QemuArguments.hint(words("run -m 64")))
        .isEqualTo("; put -- before QEMU's arguments");
    assertThat(QemuArguments.hint(words("run --bogus -- -m 64"))).isEmpty();
    assertThat(QemuArguments.hint(words("plugins --bogus"))).isEmpty();
  }
}
