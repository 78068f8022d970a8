// SPDX-License-Identifier: Apache-2.0

/** Plugins for virtual machines in a network lab. */
module org.example.lab {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ArgFilter with
      org.example.lab.LinkFilter;
  provides dev.qrap.spi.MachineProfile with
      org.example.lab.E1000Profile;
}
