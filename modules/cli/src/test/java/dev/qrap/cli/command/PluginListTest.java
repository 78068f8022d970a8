// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.PluginInfo.State;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PluginListTest {

  private static final PluginList LIST =
      new PluginList(
          List.of(
              new PluginInfo(
                  "filter", "net", "dev.qrap.filter.backends", "1.0", "image", 0, State.ACTIVE, ""),
              new PluginInfo(
                  "exec", "org.example.x", "x", "", "/x.jar", -1, State.REJECTED, "\"no\""),
              new PluginInfo("", "", "", "", "/y.jar", 0, State.REJECTED, "no jar")));

  @Test
  void theTablesColumnsAreAligned() {
    assertThat(LIST.table())
        .isEqualTo(
            """
            KIND    NAME           MODULE                    VERSION  ORIGIN  PRIORITY  STATE
            filter  net            dev.qrap.filter.backends  1.0      image   0         active
            exec    org.example.x  x                                  /x.jar  -1        rejected ("no")
            jar                                                       /y.jar  0         rejected (no jar)
            """);
  }

  @Test
  void programsGetThemInJson() {
    assertThat(LIST.json())
        .isEqualTo(
            "[{\"kind\":\"filter\",\"name\":\"net\",\"module\":\"dev.qrap.filter.backends\","
                + "\"version\":\"1.0\",\"origin\":\"image\",\"priority\":0,"
                + "\"state\":\"active\",\"reason\":\"\"},"
                + "{\"kind\":\"exec\",\"name\":\"org.example.x\",\"module\":\"x\",\"version\":\"\","
                + "\"origin\":\"/x.jar\",\"priority\":-1,"
                + "\"state\":\"rejected\",\"reason\":\"\\\"no\\\"\"},"
                + "{\"kind\":\"jar\",\"name\":\"\",\"module\":\"\",\"version\":\"\","
                + "\"origin\":\"/y.jar\",\"priority\":0,"
                + "\"state\":\"rejected\",\"reason\":\"no jar\"}]\n");
    assertThat(new PluginList(List.of()).json()).isEqualTo("[]\n");
  }

  @Test
  void aCheckSaysWhatIsBroken() {
    assertThat(LIST.broken())
        .isEqualTo(
            """
            plugin exec:org.example.x (module x, /x.jar) is left out: "no"
            the plugin jar /y.jar is left out: no jar
            """);
    assertThat(new PluginList(List.of()).broken()).isEmpty();
  }
}
