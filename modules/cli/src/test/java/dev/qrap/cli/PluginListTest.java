// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.catalog.Plugin;
import dev.qrap.core.catalog.Plugin.State;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PluginListTest {

  private static final PluginList LIST =
      new PluginList(
          List.of(
              new Plugin("filter", "net", "dev.qrap.backends", "1.0", 0, State.ACTIVE, ""),
              new Plugin("exec", "org.example.x", "x", "", -1000, State.REJECTED, "no \"luck\"")));

  @Test
  void theTablesColumnsAreAligned() {
    assertThat(LIST.table())
        .isEqualTo(
            """
            KIND    NAME           MODULE             VERSION  PRIORITY  STATE
            filter  net            dev.qrap.backends  1.0      0         active
            exec    org.example.x  x                           -1000     rejected (no "luck")
            """);
  }

  @Test
  void programsGetThemInJson() {
    assertThat(LIST.json())
        .isEqualTo(
            "[{\"kind\":\"filter\",\"name\":\"net\",\"module\":\"dev.qrap.backends\","
                + "\"version\":\"1.0\",\"priority\":0,\"state\":\"active\",\"reason\":\"\"},"
                + "{\"kind\":\"exec\",\"name\":\"org.example.x\",\"module\":\"x\",\"version\":\"\","
                + "\"priority\":-1000,\"state\":\"rejected\",\"reason\":\"no \\\"luck\\\"\"}]\n");
    assertThat(new PluginList(List.of()).json()).isEqualTo("[]\n");
  }
}
