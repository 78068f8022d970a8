// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.testing.AnyArguments;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every command line, whatever bytes it is made of. */
final class AnyCommandLineTest {

  @Provide
  Arbitrary<List<String>> lines() {
    return AnyArguments.arguments().list().ofMaxSize(12);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void parsingKeepsAllArguments(@ForAll("lines") List<String> arguments) {
    assertThat(CommandLine.parse(arguments).arguments()).isEqualTo(arguments);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void optionsNeverOverlap(@ForAll("lines") List<String> arguments) {
    CommandLine line = CommandLine.parse(arguments);
    int free = 0;
    for (QemuOption option : line.options()) {
      assertThat(option.index()).isGreaterThanOrEqualTo(free);
      free = option.index() + line.width(option);
    }
    assertThat(free).isLessThanOrEqualTo(arguments.size());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anOptionHoldsItsArgumentsUnchanged(@ForAll("lines") List<String> arguments) {
    CommandLine line = CommandLine.parse(arguments);
    for (QemuOption option : line.options()) {
      assertThat(arguments.get(option.index())).startsWith("-").isNotIn("-", "--");
      if (option.notation() != Notation.NONE) {
        assertThat(option.value()).isEqualTo(arguments.get(option.index() + 1));
      }
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsBetweenOptionsBeginsWithoutADash(@ForAll("lines") List<String> arguments) {
    CommandLine line = CommandLine.parse(arguments);
    boolean[] covered = new boolean[arguments.size()];
    for (QemuOption option : line.options()) {
      for (int i = 0; i < line.width(option); i++) {
        covered[option.index() + i] = true;
      }
    }
    for (int i = 0; i < covered.length; i++) {
      if (!covered[i] && arguments.get(i).startsWith("-")) {
        assertThat(arguments.get(i)).isIn("-", "--");
      }
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyLineDescribesAMachine(@ForAll("lines") List<String> arguments) {
    assertThat(CommandLine.parse(arguments).machine("x86_64").architecture()).isEqualTo("x86_64");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyTextIsPlainText(@ForAll("texts") String text) {
    PlainText.parse(text, "driver").forEach(found -> assertThat(found.value()).isNotNull());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(AnyArguments.bytes(), AnyArguments.values());
  }
}
