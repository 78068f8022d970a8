// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LaunchExceptionTest {

  @Test
  void aMessageIsMadeOfItsLines() {
    LaunchException failure = new LaunchException("a", "b").and("c").and(List.of("d", "e"));
    assertThat(failure).hasMessage("a\nb\nc\nd\ne");
    assertThat(failure.lines()).containsExactly("a", "b", "c", "d", "e");
    assertThat(new LaunchException(List.of("a")).lines()).containsExactly("a");
  }

  /** Otherwise, a path with a newline could add a line that looks like a message of qrap. */
  @Test
  void noTextMakesALineOfItsOwn() {
    LaunchException failure = new LaunchException("a\nb").and("c\nd").and(List.of("\u009b\n"));
    assertThat(failure.lines()).containsExactly("a\\x0ab", "c\\x0ad", "\\x9b\\x0a");
    assertThat(failure.and("e").lines()).startsWith("a\\x0ab", "c\\x0ad");
  }
}
