// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What a {@link MachineProfile} keeps to.
 *
 * @since 0.1
 */
public abstract class MachineProfileContract extends ExtensionContract<MachineProfile> {

  /** More cards than any bus has places. */
  private static final int MANY = 70_000;

  /** Called by subclasses. */
  protected MachineProfileContract() {
    super(MachineProfile.class);
  }

  /**
   * A machine that the profile knows.
   *
   * @return for instance {@code CommandLine.parse(List.of("-machine", "q35")).machine("x86_64")}
   */
  protected abstract Machine machine();

  /**
   * A machine as a command line names it.
   *
   * @param architecture the architecture of the QEMU that would run
   * @param machine the value of its {@code -machine}
   * @return the machine
   */
  protected static final Machine machine(String architecture, String machine) {
    return CommandLine.parse(List.of("-machine", machine)).machine(architecture);
  }

  /**
   * The card that the profile adds to a machine without other devices, where QEMU must choose its
   * address.
   *
   * @param machine a machine that the profile knows
   * @return QEMU's name of the device
   */
  protected final String cardWithoutAddress(Machine machine) {
    NicPlacement nic = (NicPlacement) place(machine, List.of(), Addressing.WHERE_NEEDED);
    assertEquals(List.of(), nic.address());
    return nic.driver();
  }

  /** It supports the machine that it is for. */
  @Test
  protected final void supportsItsMachine() {
    assertTrue(extension().supports(machine()));
  }

  /** An empty machine has a place for a card, under every rule. */
  @Test
  protected final void placesACardInAnEmptyMachine() {
    for (Addressing addressing : Addressing.values()) {
      Placement placement = place(List.of(), addressing);
      assertFalse(placement instanceof NoPlacement, () -> addressing + ": " + placement);
    }
  }

  /** The answer depends on the arguments alone. */
  @Test
  protected final void answersTheSameTwice() {
    for (Addressing addressing : Addressing.values()) {
      assertEquals(place(List.of(), addressing), place(List.of(), addressing));
    }
  }

  /** No address is given twice, however the devices that have them are written. */
  @Test
  protected final void neverGivesAnAddressThatIsTaken() {
    fillUp(false);
    fillUp(true);
  }

  private void fillUp(boolean json) {
    Set<List<Property>> given = new HashSet<>();
    List<QemuOption> devices = new ArrayList<>();
    while (given.size() < MANY) {
      Placement placement = place(devices, Addressing.LOWEST_FREE);
      if (!(placement instanceof NicPlacement nic) || nic.address().isEmpty()) {
        return; // none is left, or QEMU chooses: nothing can clash
      }
      assertTrue(given.add(nic.address()), () -> "given twice: " + nic.address());
      String value = CommandLine.value("device", nic.driver(), nic.address(), json);
      devices.add(CommandLine.option(2 * devices.size(), "device", value));
    }
    assertFalse(true, "there is no end of addresses");
  }

  private Placement place(List<QemuOption> devices, Addressing addressing) {
    return place(machine(), devices, addressing);
  }

  private Placement place(Machine machine, List<QemuOption> devices, Addressing addressing) {
    return extension().place(machine, new Inventory(devices), addressing);
  }
}
