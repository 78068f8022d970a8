// SPDX-License-Identifier: Apache-2.0

/** Machine profiles of the i440fx PC and of the PC with ISA alone. */
module dev.qrap.machine.pc {
  requires dev.qrap.spi;

  provides dev.qrap.spi.MachineProfile with
      dev.qrap.machine.pc.IsapcProfile,
      dev.qrap.machine.pc.PcProfile;
}
