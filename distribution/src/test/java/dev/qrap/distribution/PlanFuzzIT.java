// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random lines never break the planner: nothing foreign is lost or altered, and a refusal names an
 * argument ({@link PlanFuzz}).
 */
final class PlanFuzzIT {

  private static final int LINES = 100_000;

  @Test
  void any_line_is_planned_or_refused_by_name() throws Exception {
    long seed = System.nanoTime(); // another one each time; a failure prints it
    Process fuzz =
        new ProcessBuilder(
                Tools.onModules(PlanFuzz.class, String.valueOf(LINES), String.valueOf(seed)))
            .redirectErrorStream(true)
            .start();
    String output = new String(fuzz.getInputStream().readAllBytes(), UTF_8);

    assertThat(fuzz.waitFor()).as(output).isZero();
    System.out.println(LINES + " random lines of seed " + seed + ": " + output);
    // All that can become of a line came up.
    assertThat(output)
        .contains("refused=", " connections=", "REMOVED=", "CHANGED=", "ADDED=", "REMARK=");
  }
}
