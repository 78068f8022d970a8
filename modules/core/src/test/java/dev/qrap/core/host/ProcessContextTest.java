// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.testing.Processes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessContextTest {

  private static int free(int preferred, Integer... inherited) {
    return Processes.withDescriptors(1024, inherited).freeDescriptor(preferred, List.of());
  }

  @Test
  void thePreferredNumberIsTakenWhereItIsFree() {
    assertThat(free(5, 0, 1, 2)).isEqualTo(5);
    assertThat(free(5, 0, 1, 2, 3, 4, 6)).isEqualTo(5);
  }

  @Test
  void otherwiseTheLowestFreeNumberFromThree() {
    assertThat(free(5, 0, 1, 2, 5)).isEqualTo(3);
    assertThat(free(5, 5)).isEqualTo(3);
    assertThat(free(5, 0, 1, 2, 3, 5)).isEqualTo(4);
    assertThat(free(5, 0, 1, 2, 3, 4, 5, 6, 8)).isEqualTo(7);
  }

  @Test
  void ofARepeatedVariableTheFirstCounts() {
    ProcessContext process =
        Processes.withEnvironment("A=1", "AB=2", "A=3", "E=", "=x", "N", "Q=a=b");
    assertThat(process.variable("A")).isEqualTo("1");
    assertThat(process.variable("Q")).isEqualTo("a=b");
    assertThat(process.variables()).isEqualTo(Map.of("A", "1", "AB", "2", "E", "", "Q", "a=b"));
  }

  @Test
  void aVariableCanBeEmptyOrUnset() {
    ProcessContext process = Processes.withEnvironment("E=", "N");
    assertThat(process.variable("E")).isEmpty();
    assertThat(process.has("E")).isTrue();
    assertThat(process.variable("N")).isEmpty();
    assertThat(process.has("N")).isFalse();
    assertThat(process.has("")).isFalse();
  }

  @Test
  void withOtherArgumentsTheRestStays() {
    ProcessContext process = Processes.of(List.of("-m", "64"), "A=1");
    assertThat(process.withArguments(List.of("-S"))).isEqualTo(Processes.of(List.of("-S"), "A=1"));
  }
}
