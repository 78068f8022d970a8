// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.boards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NoPlacement;
import dev.qrap.testkit.MachineProfileContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BoardsProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new BoardsProfile();
  }

  @Override
  protected Machine machine() {
    return machine("aarch64", "raspi3b");
  }

  @ParameterizedTest
  @CsvSource({"raspi3b", "raspi0", "z2", "spitz"})
  void boardsWithUsbAloneGetAUsbCard(String machine) {
    assertThat(extension().supports(machine("arm", machine))).isTrue();
    assertThat(cardWithoutAddress(machine("arm", machine))).isEqualTo("usb-net");
  }

  @Test
  void boardsWithPciAloneGetAVirtioCard() {
    assertThat(extension().supports(machine("mips64el", "boston"))).isTrue();
    assertThat(cardWithoutAddress(machine("mips64el", "boston"))).isEqualTo("virtio-net-pci");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spike", "microbit", "sifive_e", "sim", "k230", "x-remote", "microbit+vendor1"})
  void boardsWithoutAnythingAreRefused(String machine) {
    assertThat(extension().supports(machine("riscv64", machine))).isTrue();
    assertThat(
            extension()
                .place(
                    machine("riscv64", machine), new Inventory(List.of()), Addressing.WHERE_NEEDED))
        .isInstanceOf(NoPlacement.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"raspi3b", "boston", "microbit"})
  void noneHasACardUnlessALineNamesIt(String machine) {
    assertThat(extension().hasDefaultNic(machine("arm", machine))).isFalse();
  }

  @Test
  void allOtherBoardsAreNotForIt() {
    for (String machine : List.of("vexpress-a9", "malta", "virt", "pc")) {
      assertThat(extension().supports(machine("arm", machine))).isFalse();
    }
  }
}
