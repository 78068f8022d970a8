// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PathRangesTest {

  @Test
  void numberedNeighboursAreARange() {
    assertThat(
            PathRanges.of(
                List.of("/tmp/passt_1.socket", "/tmp/passt_2.socket", "/tmp/passt_10.socket")))
        .containsExactly("/tmp/passt_1.socket .. /tmp/passt_10.socket");
  }

  @Test
  void unrelatedPathsAreNoRange() {
    assertThat(
            PathRanges.of(
                List.of("/run/x.sock", "/tmp/passt_1.socket", "/tmp/passt_2.socket", "/a1", "/b1")))
        .containsExactly("/run/x.sock", "/tmp/passt_1.socket .. /tmp/passt_2.socket", "/a1", "/b1");
  }

  @Test
  void onePathIsItself() {
    assertThat(PathRanges.of(List.of("/a"))).containsExactly("/a");
    assertThat(PathRanges.of(List.of())).isEmpty();
  }
}
