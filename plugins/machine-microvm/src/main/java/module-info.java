// SPDX-License-Identifier: Apache-2.0

/** Machine profile of microvm. */
module dev.qrap.machine.microvm {
  requires dev.qrap.spi;

  provides dev.qrap.spi.MachineProfile with
      dev.qrap.machine.microvm.MicrovmProfile;
}
