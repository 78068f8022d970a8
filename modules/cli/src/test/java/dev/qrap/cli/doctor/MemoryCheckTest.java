// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"unlimited", "2048000000"})
  void theSoftLimitComesFirst(String soft) {
    String limits =
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max open files            1024                 4096                 files
        Max address space         %-20s 4096000000           bytes
        Max file locks            unlimited            unlimited            locks
        """
            .formatted(soft);
    assertThat(MemoryCheck.softLimit(limits)).isEqualTo(soft);
  }
}
