// SPDX-License-Identifier: Apache-2.0

/** Machine profile of the POWER machines with a PCI bus. */
module dev.qrap.machine.pseries {
  requires dev.qrap.spi;

  provides dev.qrap.spi.MachineProfile with
      dev.qrap.machine.pseries.PseriesProfile;
}
