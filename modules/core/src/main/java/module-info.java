// SPDX-License-Identifier: Apache-2.0

/**
 * Command line model, plugin catalog, configuration, planner and the line of a launch. Pure Java:
 * it reaches the machine through {@link dev.qrap.core.host.Host} alone.
 */
module dev.qrap.core {
  requires transitive dev.qrap.spi;

  exports dev.qrap.core;
  exports dev.qrap.core.backend;
  exports dev.qrap.core.catalog;
  exports dev.qrap.core.commandline;
  exports dev.qrap.core.configuration;
  exports dev.qrap.core.host;
  exports dev.qrap.core.launch;
  exports dev.qrap.core.plan;
  exports dev.qrap.core.qemu;

  uses dev.qrap.spi.ArgFilter;
  uses dev.qrap.spi.BackendKind;
  uses dev.qrap.spi.ExecStrategy;
  uses dev.qrap.spi.MachineProfile;
  uses dev.qrap.spi.SocketLocator;
}
