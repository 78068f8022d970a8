// SPDX-License-Identifier: Apache-2.0

/** Machine profile of boards with USB alone, and of those without any network. */
module dev.qrap.machine.boards {
  requires dev.qrap.spi;

  provides dev.qrap.spi.MachineProfile with
      dev.qrap.machine.boards.BoardsProfile;
}
