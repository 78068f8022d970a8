// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Debian's passt makes of us (src/test/sh/real-passt). */
final class RealPasstIT {

  private static final int ROUNDS = 200;
  private static final int LAUNCHES = 50;

  private static List<String> run(String task, int count) throws IOException, InterruptedException {
    Tools.require("passt", "ip", "unshare", "setpriv");
    Process process =
        new ProcessBuilder(
                "src/test/sh/real-passt",
                task,
                Sandbox.IMAGE.resolve("bin/qrap").toString(),
                String.valueOf(count))
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  /**
   * The passt of 2023 dies if a client leaves before it has read the whole answer
   * (docs/architecture.md, "The probe"). Each launch is the next client of that passt.
   */
  @Test
  void it_survives_launches_that_fail_after_the_probe() throws Exception {
    List<String> lines = run("survival", ROUNDS);
    assertThat(lines).hasSize(2 * ROUNDS + 1).endsWith("alive");
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(lines.get(2 * round)).isEqualTo("Connected to /tmp/passt_1.socket");
      assertThat(lines.get(2 * round + 1)).startsWith("qrap: cannot run QEMU: ");
    }
  }

  @Test
  void many_at_once_get_one_each() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int number = 1; number <= LAUNCHES; number++) {
      expected.add("Connected to /tmp/passt_" + number + ".socket");
    }
    expected.add("different sockets: " + LAUNCHES);
    Collections.sort(expected);
    assertThat(run("together", LAUNCHES).stream().sorted()).isEqualTo(expected);
  }
}
