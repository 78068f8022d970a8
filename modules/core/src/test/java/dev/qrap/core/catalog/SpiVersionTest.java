// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qrap.spi.Extension;
import java.lang.module.ModuleDescriptor;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpiVersionTest {

  private static ModuleDescriptor compiledAgainst(String spi) {
    return ModuleDescriptor.newModule("org.example.toaster")
        .requires(Set.of(), "java.base", ModuleDescriptor.Version.parse("17"))
        .requires(Set.of(), "dev.qrap.spi", ModuleDescriptor.Version.parse(spi))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3, 1.2.3",
    "1.2.3, 1.2.9",
    "1.2.3, 1.0",
    "1.10, 1.9",
    "1, 1.0.1",
    "0.1.0, 0.1.7",
    "0.1.0-PROCESS, 0.1.0",
    "0.1, 0.1.0-SNAPSHOT",
  })
  void anSpiCarriesPluginsOfItsMajorVersionAndOfNoHigherMinor(String own, String plugin) {
    assertThat(new SpiVersion(own).refusal(compiledAgainst(plugin))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1.2, 2.2", "1.2, 0.2", "1.2, 1.3", "1.9, 1.10", "0.2, 0.1", "0.1, 0.2", "0.1, 1"})
  void itCarriesNoOthers(String own, String plugin) {
    assertThat(new SpiVersion(own).refusal(compiledAgainst(plugin)))
        .isEqualTo("it was compiled against dev.qrap.spi " + plugin + ", and this is " + own);
  }

  @Test
  void itCarriesNoPluginOfAnUnknownVersion() {
    ModuleDescriptor unknown =
        ModuleDescriptor.newModule("org.example.toaster").requires("dev.qrap.spi").build();

    assertThat(new SpiVersion("0.1").refusal(unknown))
        .isEqualTo("it does not say against which version of dev.qrap.spi it was compiled");
    assertThat(new SpiVersion("0.1").refusal(compiledAgainst("1.x")))
        .isEqualTo(
            "of the dev.qrap.spi that it was compiled against, '1.x' is not a version like 1.2");
  }

  @Test
  void itCarriesNoModuleThatIsNoPlugin() {
    ModuleDescriptor stranger = ModuleDescriptor.newModule("org.example.toaster").build();

    assertThat(new SpiVersion("0.1").refusal(stranger))
        .isEqualTo("it does not require the module dev.qrap.spi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.", ".1", "-1", "99999999999"})
  void anythingElseIsNoVersion(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpiVersion(text))
        .withMessage("'" + text + "' is not a version like 1.2");
  }

  /** javac records for plugins what Maven had it record for the SPI. */
  @Test
  void theBuildRecordsTheVersionInDescriptors() {
    ModuleDescriptor spi = Extension.class.getModule().getDescriptor();
    ModuleDescriptor core = SpiVersion.class.getModule().getDescriptor();

    assertThat(new SpiVersion(spi.rawVersion().orElseThrow()).refusal(core)).isEmpty();
  }
}
