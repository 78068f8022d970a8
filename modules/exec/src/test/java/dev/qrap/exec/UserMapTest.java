// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Maps as /proc/self/uid_map shows them: first inside, first outside, count. */
final class UserMapTest {

  private static final String ALL = "         0          0 4294967295\n";
  private static final String ONE_USER = "         0       1000          1\n";
  private static final String CONTAINER =
      "         0       1000          1\n         1     100000      65536\n";
  private static final String SMALL_CONTAINER =
      "         0       1000          1\n         1     100000      65533\n";

  @Test
  void nobodyIsReal_whereAllUsersAreMapped() {
    assertThat(UserMap.contains(ALL, 65534)).isTrue();
    assertThat(UserMap.contains(ALL, 0)).isTrue();
    assertThat(UserMap.contains(ALL, 4294967294L)).isTrue();
    assertThat(UserMap.contains(ALL, 4294967295L)).isFalse();
  }

  @Test
  void nobodyIsEveryStranger_whereOneUserIsMapped() {
    assertThat(UserMap.contains(ONE_USER, 0)).isTrue();
    assertThat(UserMap.contains(ONE_USER, 1)).isFalse();
    assertThat(UserMap.contains(ONE_USER, 1000)).isFalse();
    assertThat(UserMap.contains(ONE_USER, 65534)).isFalse();
  }

  @Test
  void anyLineCanHaveTheUser() {
    assertThat(UserMap.contains(CONTAINER, 65534)).isTrue();
    assertThat(UserMap.contains(CONTAINER, 65536)).isTrue();
    assertThat(UserMap.contains(CONTAINER, 65537)).isFalse();
    assertThat(UserMap.contains("      1000          0          5\n", 999)).isFalse();
    assertThat(UserMap.contains(SMALL_CONTAINER, 65533)).isTrue();
    assertThat(UserMap.contains(SMALL_CONTAINER, 65534)).isFalse();
  }

  @Test
  void theLastLineNeedsNoLineFeed() {
    assertThat(UserMap.contains("0 0 1\n65534 65534 1", 65534)).isTrue();
  }

  @Test
  void anEmptyMapHasNobody() {
    assertThat(UserMap.contains("", 0)).isFalse();
  }
}
