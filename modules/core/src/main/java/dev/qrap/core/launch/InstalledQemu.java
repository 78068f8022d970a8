// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.QemuInfo;

/** The QEMU that a launch found. It is run only where a plugin wants to know more of it. */
final class InstalledQemu implements QemuInfo {

  private final Host host;
  private final ProcessContext process;
  private final QemuCommand command;
  private String netdevHelp;

  InstalledQemu(Host host, ProcessContext process, QemuCommand command) {
    this.host = host;
    this.process = process;
    this.command = command;
  }

  @Override
  public String path() {
    return command.path();
  }

  @Override
  public String architecture() {
    return command.architecture(process.architecture());
  }

  @Override
  public String netdevHelp() {
    if (netdevHelp == null) {
      netdevHelp = new NetdevHelp(host, process, command).text();
    }
    return netdevHelp;
  }
}
