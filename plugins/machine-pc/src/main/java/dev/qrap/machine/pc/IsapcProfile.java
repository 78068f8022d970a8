// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.pc;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import java.util.List;

/** The PC with nothing but an ISA bus. */
public final class IsapcProfile implements MachineProfile {

  @Override
  public String name() {
    return "isapc";
  }

  @Override
  public boolean supports(Machine machine) {
    return machine.isOf("isapc");
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return new NicPlacement("ne2k_isa", List.of(), List.of(), "it has an ISA bus alone");
  }
}
