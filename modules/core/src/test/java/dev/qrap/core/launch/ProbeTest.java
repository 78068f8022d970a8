// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class ProbeTest {

  @Test
  void itIsAnArpRequestAndANeighbourSolicitation() {
    assertThat(HexFormat.of().formatHex(Probe.frames()))
        .isEqualTo(
            "0000002affffffffffffffffffffffff0806000108000604000100000000000000000000000000000000"
                + "00000000"
                + "0000004effffffffffffffffffffffff86dd6000000000183aff00000000000000000000000000000001"
                + "00000000000000000000000000000000870000000000000000000000000000000000000000000000");
  }
}
