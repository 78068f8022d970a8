// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.Setting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class SettingOptionsTest {

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    SettingOptions.addTo(spec, Keys.ALL);
    return spec;
  }

  private static List<Setting> settings(String... arguments) throws LaunchException {
    return SettingOptions.of(new CommandLine(spec()).parseArgs(arguments), Keys.ALL);
  }

  @Test
  void everyKeyIsAnOptionWithHelp() {
    List<String> expected = new ArrayList<>();
    for (Key<?> key : Keys.ALL.keys()) {
      expected.add("--" + key.name().replace('.', '-'));
    }
    expected.add("--set");
    assertThat(spec().options()).extracting(OptionSpec::longestName).isEqualTo(expected);
    assertThat(spec().options())
        .allSatisfy(option -> assertThat(option.description()).doesNotContain(""));
  }

  /** They get there by the key's name: a typing error in it would lose the value. */
  @Test
  void everyOptionSetsItsKey() throws LaunchException {
    for (Key<?> key : Keys.ALL.keys()) {
      assertThat(settings(key.option(), "x"))
          .containsExactly(new Setting(key.name(), "x", key.option()));
    }
  }

  @Test
  void theHelpSaysOfEverySettingWhatItTakesAndDoes() {
    assertThat(HelpTexts.footer(Keys.ALL)).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    for (Key<?> key : Keys.ALL.keys()) {
      assertThat(HelpTexts.footer(Keys.ALL))
          .containsSequence(
              "  " + key.name() + " (" + key.label() + ", default " + key.withoutIt() + ")",
              "      " + key.description());
    }
  }

  @Test
  void valuesKeepTheirBytesAndTheirOrder() throws LaunchException {
    assertThat(
            settings(
                "--exclude=b",
                "--socket",
                "/\u00ff\u00c3\u00a9 '\"",
                "--exclude",
                "a,c",
                "--qemu="))
        .containsExactly(
            new Setting("socket", "/\u00ff\u00c3\u00a9 '\"", "--socket"),
            new Setting("qemu", "", "--qemu"),
            new Setting("exclude", "b", "--exclude"),
            new Setting("exclude", "a,c", "--exclude"));
  }

  @Test
  void withoutOptionsNothingIsSet() throws LaunchException {
    assertThat(settings()).isEmpty();
  }

  @Test
  void anySettingCanBeNamed() throws LaunchException {
    assertThat(settings("--set", "org.example.acme.colour=a=b", "--nic", "keep", "--set=nic="))
        .containsExactly(
            new Setting("nic", "keep", "--nic"),
            new Setting("org.example.acme.colour", "a=b", "--set"),
            new Setting("nic", "", "--set"));
    for (String wrong : List.of("nic", "=x", "")) {
      assertThatExceptionOfType(LaunchException.class)
          .isThrownBy(() -> settings("--set", wrong))
          .withMessage("'" + wrong + "' is not like KEY=VALUE; see the option --set");
    }
  }
}
