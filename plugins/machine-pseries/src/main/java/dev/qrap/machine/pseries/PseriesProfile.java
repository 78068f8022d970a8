// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.pseries;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import java.util.List;

/**
 * The POWER machines that have a PCI bus and no network card of their own. Read from QEMU 7.2, 10.0
 * and 11.1; {@code BoardsIT} tries each on the QEMUs that are installed.
 */
public final class PseriesProfile implements MachineProfile {

  /** What their names begin with, before a version or a model. */
  private static final List<String> NAMES =
      List.of("pseries", "powernv", "pegasos", "sam460ex", "amigaone");

  @Override
  public String name() {
    return "pseries";
  }

  @Override
  public boolean supports(Machine machine) {
    for (String name : NAMES) {
      if (machine.type().startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** The buses of the others are empty unless a device is named (seen on QEMU 7.2). */
  @Override
  public boolean hasDefaultNic(Machine machine) {
    return machine.isOf("pseries");
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    return NicPlacement.virtio(
        "virtio-net-pci", List.of(), "QEMU chooses a free slot of the first PCI bus");
  }
}
