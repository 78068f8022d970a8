// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.PluginSetting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What help texts say of the settings. */
final class KeysTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nic           |--nic          |   |keep,replace     |keep",
        "cards         |--cards        |   |first,all        |first; with qrap run: all",
        "unsupported   |--unsupported  |   |convert,leave,fail|convert; with qrap run: leave",
        "addresses     |--addresses    |   |host,slirp       |host; with qrap run: slirp",
        "socket        |--socket       |   |PATH             |the sockets that the locator plugins know",
        "socket.owners |--socket-owners|   |USER,...         |root and you; if you are root, also nobody",
        "start         |--start        |   |no,if-none,always,KIND|no; with qrap run: always",
        "backend       |--backend      |   |KIND             |the first plugin by priority",
        "forward       |--forward      |-p |PORTS,...        |none",
        "qemu          |--qemu         |   |COMMAND          |kvm, qemu-kvm or qemu-system-ARCH",
        "timeout       |--timeout      |   |SECONDS          |30",
        "machine       |--machine      |   |NAME             |the first plugin that knows the machine",
        "locator       |--locator      |   |NAME             |all plugins, in turn",
        "exec          |--exec         |   |NAME             |descriptor",
        "exclude       |--exclude      |   |KIND:NAME,...    |none",
        "plugin.path   |--plugin-path  |   |PATH:...         |only the directory plugins of the image",
        "log           |--log          |   |off,debug        |off",
      })
  void aSettingIsDescribed(
      String name, String option, String alias, String label, String withoutIt) {
    Key<?> key =
        Keys.ALL.keys().stream().filter(k -> k.name().equals(name)).findAny().orElseThrow();
    assertThat(key.option()).isEqualTo(option);
    assertThat(key.aliases()).isEqualTo(alias == null ? List.of() : List.of(alias));
    assertThat(key.label().replace('|', ',')).isEqualTo(label);
    assertThat(key.withoutIt()).isEqualTo(withoutIt);
    assertThat(key.description()).isNotBlank();
  }

  /** If it takes several values, its option may be written for one of them. */
  @Test
  void aSettingOfAPluginIsDescribedByThePlugin() {
    Key<String> options =
        Key.of("passt", new PluginSetting("options", "OPTION", " ", "with these"));
    assertThat(options.name()).isEqualTo("passt.options");
    assertThat(options.option()).isEqualTo("--passt-options");
    assertThat(options.aliases()).containsExactly("--passt-option");
    assertThat(options.label()).isEqualTo("OPTION ...");
    assertThat(options.description()).isEqualTo("with these");
    assertThat(options.withoutIt()).isEqualTo("none");
    assertThat(options.parse("-a -b", LaunchForm.BARE)).isEqualTo("-a -b");
    assertThat(Key.of("x", new PluginSetting("colours", "COLOUR", "", "a colour")).aliases())
        .isEmpty();
    assertThat(Key.of("x", new PluginSetting("path", "PATH", ":", "a path")).aliases()).isEmpty();
  }
}
