// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.configuration.Keys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QemuArgumentsTest {

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
  }

  private static QemuArguments of(String line) {
    return QemuArguments.of(words(line), Keys.ALL);
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
    "run kvm -m 64, run, kvm -m 64",
    "run /usr/libexec/qemu-kvm -- x, run, /usr/libexec/qemu-kvm -- x",
    "run --timeout 5 --nic=keep qemu-system-arm -S, run --timeout 5 --nic=keep, qemu-system-arm -S",
    "run --qemu qemu-system-arm -- -S, run --qemu qemu-system-arm, -S",
    "run --start qemu-system-arm -S, run --start, qemu-system-arm -S",
    "run --json qemu-system-arm -S, run --json, qemu-system-arm -S",
    "run sudo kvm -S, run sudo kvm -S, ''",
    "run sudo -- -S, run sudo, -S",
    "plan run -v qemu -S, plan run -v, qemu -S",
    "plan -v run qemu -S, plan -v run qemu -S, ''",
  })
  void theSeparatorOrTheNameOfAQemuDivides(String line, String before, String qemus) {
    assertThat(of(line).before(words(line))).isEqualTo(words(before));
    assertThat(of(line).arguments()).isEqualTo(words(qemus));
  }

  @Test
  void otherCommandsTakeNone() {
    String line = "plugins -- check";
    assertThat(of(line).before(words(line))).isEqualTo(words(line));
  }

  @Test
  void theSeparatorIsNamedWhereItIsMissing() {
    assertThat(of("run -m 64").hint()).isEqualTo("; put -- before QEMU's arguments");
    assertThat(of("run --bogus -- -m 64").hint()).isEmpty();
    assertThat(of("plugins --bogus").hint()).isEmpty();
  }
}
