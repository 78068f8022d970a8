// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.Setting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunLineTest {

  private static Optional<RunLine> parse(String line) {
    return RunLine.parse(List.of(line.split(" ", -1)), Keys.ALL, List.of("--json", "-v"));
  }

  @Test
  void optionsHaveTheirValuesAfterAnEqualsSignOrAsTheNextWord() {
    RunLine line =
        parse("-p 2222:22 --forward=udp:53 --set org.example.a=b=c --nic keep kvm -p x")
            .orElseThrow();
    assertThat(line.options())
        .containsExactly(
            new Setting("forward", "2222:22", "--forward"),
            new Setting("forward", "udp:53", "--forward"),
            new Setting("org.example.a", "b=c", "--set"),
            new Setting("nic", "keep", "--nic"));
    assertThat(line.arguments()).containsExactly("kvm", "-p", "x");
  }

  @Test
  void theSeparatorIsNoneOfQemusArguments() {
    assertThat(parse("--timeout 3 -- disk.img").orElseThrow().arguments())
        .containsExactly("disk.img");
    assertThat(parse("-- -- x").orElseThrow().arguments()).containsExactly("--", "x");
  }

  @Test
  void flagsHaveNoValue() {
    RunLine line = parse("--json --timeout 3 -v kvm --json").orElseThrow();
    assertThat(line.flags()).containsExactly("--json", "-v");
    assertThat(line.options()).containsExactly(new Setting("timeout", "3", "--timeout"));
    assertThat(line.arguments()).containsExactly("kvm", "--json");
  }

  /** picocli says what is wrong, or prints the help. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--bogus kvm",
        "--json=x kvm",
        "--shell kvm",
        "--start kvm",
        "--start -- -m 64",
        "-p2222:22 kvm",
        "--set x kvm",
        "--passt-option -4 kvm",
        "sudo kvm",
        "--",
        "--timeout 3"
      })
  void whatMustBeLookedAtIsLeftToPicocli(String line) {
    assertThat(parse(line)).isEmpty();
  }
}
