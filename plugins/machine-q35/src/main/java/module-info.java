// SPDX-License-Identifier: Apache-2.0

/** Machine profile of the Q35 PC. */
@SuppressWarnings("module") // the digits are part of the machine's name
module dev.qrap.machine.q35 {
  requires dev.qrap.spi;

  provides dev.qrap.spi.MachineProfile with
      dev.qrap.machine.q35.Q35Profile;
}
