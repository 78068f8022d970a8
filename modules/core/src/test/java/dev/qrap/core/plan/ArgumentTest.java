// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.plan.Argument.Hole;
import org.junit.jupiter.api.Test;

final class ArgumentTest {

  @Test
  void anArgumentWithoutAHoleIsItsText() {
    Argument argument = Argument.of("user,id=n0");
    assertThat(argument.fill(5, "/tmp/a")).isEqualTo("user,id=n0");
    assertThat(argument.display()).isEqualTo("user,id=n0");
  }

  @Test
  void aDescriptorIsItsNumber() {
    Argument argument = Argument.withHole("socket,fd=\uffff,id=n0", Hole.DESCRIPTOR);
    assertThat(argument).isEqualTo(new Argument("socket,fd=", Hole.DESCRIPTOR, ",id=n0"));
    assertThat(argument.fill(17, "/tmp/a")).isEqualTo("socket,fd=17,id=n0");
    assertThat(argument.display()).isEqualTo("socket,fd=<descriptor>,id=n0");
  }

  @Test
  void inPlainNotationThePathsCommasAreDoubled() {
    Argument argument = Argument.withHole("stream,addr.path=\uffff,id=n0", Hole.PLAIN_PATH);
    assertThat(argument.fill(5, "/tmp/a,b\"\u00ff"))
        .isEqualTo("stream,addr.path=/tmp/a,,b\"\u00ff,id=n0");
    assertThat(argument.display()).isEqualTo("stream,addr.path=<socket>,id=n0");
  }

  @Test
  void inJsonThePathIsEscaped() {
    Argument argument = Argument.withHole("{\"addr\":{\"path\":\"\uffff\"}}", Hole.JSON_PATH);
    assertThat(argument.fill(5, "/tmp/a,b\"\\\n\u00ff"))
        .isEqualTo("{\"addr\":{\"path\":\"/tmp/a,b\\\"\\\\\\u000a\u00ff\"}}");
    assertThat(argument.display()).isEqualTo("{\"addr\":{\"path\":\"<socket>\"}}");
  }
}
