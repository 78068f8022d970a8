// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.cli.doctor.Finding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingListTest {

  private static final Finding PASS = new Finding("archive", Verdict.PASS, "in use", "");
  private static final Finding WARN = new Finding("kvm", Verdict.WARN, "no \u001b device", "load");
  private static final Finding FAIL = new Finding("plugins", Verdict.FAIL, "one\n  two", "fix");

  @Test
  void textHasALineForEachAndOneForItsAdvice() {
    assertThat(new FindingList(List.of(PASS, WARN, FAIL)).text())
        .isEqualTo(
            """
            PASS  archive        in use
            WARN  kvm            no \\x1b device
                                 -> load
            FAIL  plugins        one
                                   two
                                 -> fix
            """);
  }

  @Test
  void jsonLeavesOutTheAdviceThatIsNone() {
    assertThat(new FindingList(List.of(PASS, WARN)).json())
        .isEqualTo(
            "[{\"check\":\"archive\",\"verdict\":\"PASS\",\"text\":\"in use\"},"
                + "{\"check\":\"kvm\",\"verdict\":\"WARN\",\"text\":\"no \\u001b device\","
                + "\"advice\":\"load\"}]\n");
  }

  @Test
  void onlyAFailureIsOne() {
    assertThat(new FindingList(List.of(PASS, WARN)).hasFailure()).isFalse();
    assertThat(new FindingList(List.of(PASS, FAIL)).hasFailure()).isTrue();
  }

  @Test
  void whatPassedCanBeLeftOut() {
    assertThat(new FindingList(List.of(PASS, WARN, FAIL)).withoutPassed().findings())
        .containsExactly(WARN, FAIL);
  }
}
