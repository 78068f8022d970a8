// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.plan.Argument.Placeholder;
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
    Argument argument =
        Argument.withPlaceholder("socket,fd=\uffff,id=n0", Placeholder.DESCRIPTOR, 3);
    assertThat(argument).isEqualTo(new Argument("socket,fd=", Placeholder.DESCRIPTOR, 3, ",id=n0"));
    assertThat(argument.fill(17, "/tmp/a")).isEqualTo("socket,fd=17,id=n0");
    assertThat(argument.display()).isEqualTo("socket,fd=<descriptor>,id=n0");
  }

  @Test
  void inPlainNotationThePathsCommasAreDoubled() {
    Argument argument =
        Argument.withPlaceholder("stream,addr.path=\uffff,id=n0", Placeholder.PLAIN_PATH, 3);
    assertThat(argument.fill(5, "/tmp/a,b\"\u00ff"))
        .isEqualTo("stream,addr.path=/tmp/a,,b\"\u00ff,id=n0");
    assertThat(argument.display()).isEqualTo("stream,addr.path=<socket>,id=n0");
  }

  @Test
  void inJsonThePathIsEscaped() {
    Argument argument =
        Argument.withPlaceholder("{\"addr\":{\"path\":\"\uffff\"}}", Placeholder.JSON_PATH, 3);
    assertThat(argument.fill(5, "/tmp/a,b\"\\\n\u00ff"))
        .isEqualTo("{\"addr\":{\"path\":\"/tmp/a,b\\\"\\\\\\u000a\u00ff\"}}");
    assertThat(argument.display()).isEqualTo("{\"addr\":{\"path\":\"<socket>\"}}");
  }
}
