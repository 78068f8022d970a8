// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.testing.Snapshots;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SnapshotTest {

  private static int free(int preferred, Integer... inherited) {
    return Snapshots.withDescriptors(1024, inherited).freeDescriptor(preferred);
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
    Snapshot snapshot = Snapshots.withEnvironment("A=1", "AB=2", "A=3", "E=", "=x", "N", "Q=a=b");
    assertThat(snapshot.variable("A")).isEqualTo("1");
    assertThat(snapshot.variable("Q")).isEqualTo("a=b");
    assertThat(snapshot.variables()).isEqualTo(Map.of("A", "1", "AB", "2", "E", "", "Q", "a=b"));
  }

  @Test
  void aVariableCanBeEmptyOrUnset() {
    Snapshot snapshot = Snapshots.withEnvironment("E=", "N");
    assertThat(snapshot.variable("E")).isEmpty();
    assertThat(snapshot.has("E")).isTrue();
    assertThat(snapshot.variable("N")).isEmpty();
    assertThat(snapshot.has("N")).isFalse();
    assertThat(snapshot.has("")).isFalse();
  }
}
