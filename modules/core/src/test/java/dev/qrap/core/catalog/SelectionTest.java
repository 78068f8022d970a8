// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.Processes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SelectionTest {

  private static Selection selection(String... environment) throws LaunchException {
    return Selection.of(
        ConfigurationReader.read(new FakeHost(), Processes.withEnvironment(environment)));
  }

  @Test
  void withoutSettingsAllPluginsAreUsed() throws LaunchException {
    assertThat(selection()).isEqualTo(Selection.ALL);
  }

  @Test
  void settingsNamePluginsByKind() throws LaunchException {
    assertThat(
            selection(
                "QRAP_MACHINE=q35",
                "QRAP_LOCATOR=path",
                "QRAP_EXEC=stream",
                "QRAP_EXCLUDE=filter:net"))
        .isEqualTo(
            new Selection(
                Map.of("machine", "q35", "locator", "path", "exec", "stream"),
                Set.of("filter:net"),
                false));
  }

  @Test
  void autoIsNoPluginButAPreference() throws LaunchException {
    assertThat(selection("QRAP_EXEC=auto")).isEqualTo(new Selection(Map.of(), Set.of(), true));
  }

  @Test
  void autoIsAPreferenceIfABackendIsStartedToo() throws LaunchException {
    assertThat(selection("QRAP_EXEC=auto", "QRAP_START=passt"))
        .isEqualTo(new Selection(Map.of(), Set.of(), true));
  }
}
