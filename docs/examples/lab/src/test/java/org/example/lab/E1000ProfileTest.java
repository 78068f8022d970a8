// SPDX-License-Identifier: Apache-2.0
package org.example.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.testkit.MachineProfileContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class E1000ProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new E1000Profile();
  }

  @Override
  protected Machine machine() {
    return machine("x86_64", "pc-i440fx-7.2");
  }

  @Test
  void theCardIsOneThatTheGuestKnows() {
    assertEquals("e1000", card("-drive", "file=router.img,if=ide"));
    assertEquals("virtio-net-pci", card("-drive", "file=linux.img,if=virtio"));
    assertEquals("virtio-net-pci", card("-device", "virtio-rng-pci"));
  }

  /** The model of the card that is added to a line. */
  private String card(String... line) {
    Inventory inventory = new Inventory(CommandLine.parse(List.of(line)).options());
    return ((NicPlacement) extension().place(machine(), inventory, Addressing.WHERE_NEEDED))
        .driver();
  }
}
