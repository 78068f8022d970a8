// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** docs/faults.md has a row for each test that stages a fault, and no other. */
final class FaultTableIT {

  @Test
  void every_fault_has_a_test_and_a_row() {
    List<String> tests = new ArrayList<>();
    for (Class<?> faults : List.of(PeerFaultsIT.class, HostFaultsIT.class)) {
      for (Method method : faults.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)
            || method.isAnnotationPresent(ParameterizedTest.class)) {
          tests.add(method.getName());
        }
      }
    }
    assertThat(FaultTable.rows())
        .extracting(FaultTable.Row::test)
        .containsExactlyInAnyOrderElementsOf(tests);
  }
}
