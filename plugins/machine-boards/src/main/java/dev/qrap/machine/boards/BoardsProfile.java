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
 * Boards to which {@code -net nic} brings nothing: those that take a card by USB alone or by PCI
 * alone, and those that take none. All other boards have a card of their own. Read from QEMU 7.2,
 * 10.0 and 11.1 by starting each machine; {@code BoardsIT} does that with the QEMUs that are
 * installed.
 */
public final class BoardsProfile implements MachineProfile {

  private static final Set<String> USB_ALONE = Set.of("akita", "borzoi", "spitz", "terrier", "z2");

  private static final Set<String> PCI_ALONE = Set.of("boston");

  private static final Set<String> WITHOUT_NETWORK =
      Set.of(
          // arm
          "ast1030-evb",
          "ast1040-evb",
          "ast1060-evb",
          "b-l475e-iot01a",
          "canon-a1100",
          "cheetah",
          "collie",
          "fby35",
          "lm3s811evb",
          "max78000fthr",
          "microbit",
          "musca-a",
          "musca-b1",
          "n800",
          "n810",
          "netduino2",
          "netduinoplus2",
          "npcm845-evb",
          "nuri",
          "olimex-stm32-h405",
          "stm32vldiscovery",
          "sx1",
          "sx1-v1",
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
          // hexagon
          "V66G_1024",
          // m68k, microblaze, nios2
          "an5206",
          "next-cube",
          "xlnx-zynqmp-pmu",
          "10m50-ghrd",
          "nios2-generic-nommu",
          // ppc
          "ppe42_machine",
          "ref405ep",
          "virtex-ml507",
          // riscv
          "k230",
          "opentitan",
          "shakti_c",
          "sifive_e",
          "spike",
          "tt-atlantis",
          "xiangshan-kunminghu",
          // rx
          "gdbsim-r5f562n7",
          "gdbsim-r5f562n8",
          // sparc, tricore, xtensa
          "leon3_generic",
          "KIT_AURIX_TC277_TRB",
          "tricore_testboard",
          "sim",
          // x86: a part of another QEMU's machine; it takes devices, and has nothing to use them
          "x-remote");

  @Override
  public String name() {
    return "boards";
  }

  @Override
  public boolean supports(Machine machine) {
    return isUsbAlone(machine) || isOneOf(PCI_ALONE, machine) || isOneOf(WITHOUT_NETWORK, machine);
  }

  @Override
  public boolean hasDefaultNic(Machine machine) {
    return false;
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    if (isUsbAlone(machine)) {
      return new NicPlacement(
          "usb-net", List.of(), List.of(), "it takes a network card by USB alone");
    }
    if (isOneOf(PCI_ALONE, machine)) {
      return NicPlacement.virtio(
          "virtio-net-pci", List.of(), "QEMU chooses a free slot of the first PCI bus");
    }
    return new NoPlacement(
        "it has neither a card nor a bus for one; choose another machine with -machine, for"
            + " instance virt, or say -nic none");
  }

  private static boolean isUsbAlone(Machine machine) {
    return machine.type().startsWith("raspi") || isOneOf(USB_ALONE, machine);
  }

  private static boolean isOneOf(Set<String> names, Machine machine) {
    String type = machine.type();
    int vendor = type.indexOf('+');
    return names.contains(vendor < 0 ? type : type.substring(0, vendor));
  }
}
