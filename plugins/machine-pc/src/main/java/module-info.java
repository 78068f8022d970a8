// SPDX-License-Identifier: Apache-2.0

/** Machine profile of the i440fx PC. */
module dev.qrap.machine.pc {
  requires dev.qrap.spi;

  provides dev.qrap.spi.MachineProfile with
      dev.qrap.machine.pc.PcProfile;
}
