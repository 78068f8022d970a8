// SPDX-License-Identifier: Apache-2.0

/** Machine profile of the virt machines and of sbsa-ref. */
module dev.qrap.machine.virt {
  requires dev.qrap.spi;

  provides dev.qrap.spi.MachineProfile with
      dev.qrap.machine.virt.VirtProfile;
}
