// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.boards;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import java.util.List;
import java.util.Set;

/**
 * Boards to which {@code -net nic} brings nothing: those that take a card by USB alone, and those
 * that take none. Found by starting each machine of QEMU 7.2; all other boards have a card of their
 * own.
 */
public final class BoardsProfile implements MachineProfile {

  private static final Set<String> USB_ALONE = Set.of("akita", "borzoi", "spitz", "terrier", "z2");

  private static final Set<String> WITHOUT_NETWORK =
      Set.of(
          // arm
          "ast1030-evb",
          "collie",
          "fby35",
          "lm3s811evb",
          "microbit",
          "musca-a",
          "musca-b1",
          "n800",
          "n810",
          "netduino2",
          "netduinoplus2",
          "nuri",
          "stm32vldiscovery",
          "tosa",
          // avr
          "2009",
          "arduino-duemilanove",
          "arduino-mega",
          "arduino-mega-2560-v3",
          "arduino-uno",
          "mega",
          "mega2560",
          "uno",
          // m68k, microblaze, nios2
          "next-cube",
          "xlnx-zynqmp-pmu",
          "10m50-ghrd",
          "nios2-generic-nommu",
          // ppc
          "ref405ep",
          "virtex-ml507",
          // riscv
          "opentitan",
          "shakti_c",
          "sifive_e",
          "spike",
          // tricore, xtensa
          "KIT_AURIX_TC277_TRB",
          "tricore_testboard",
          "sim");

  @Override
  public String name() {
    return "boards";
  }

  @Override
  public boolean supports(Machine machine) {
    return isUsbAlone(machine) || WITHOUT_NETWORK.contains(machine.type());
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return isUsbAlone(machine)
        ? new NicPlacement("usb-net", List.of(), List.of(), "it takes a network card by USB alone")
        : new NoPlacement(
            "it has neither a card nor a bus for one; choose another machine with -machine, for"
                + " instance virt, or say -nic none");
  }

  private static boolean isUsbAlone(Machine machine) {
    return machine.type().startsWith("raspi") || USB_ALONE.contains(machine.type());
  }
}
