// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.QemuInfo;
import java.util.Optional;

/** The QEMU that a launch found. It is run only if a plugin wants to know more of it. */
final class InstalledQemu implements QemuInfo {

  private final LaunchContext context;
  private final QemuCommand command;
  private Optional<String> netdevHelp = Optional.empty();

  InstalledQemu(LaunchContext context, QemuCommand command) {
    this.context = context;
    this.command = command;
  }

  @Override
  public String path() {
    return command.path();
  }

  @Override
  public String architecture() {
    return command.architecture(context.process().architecture());
  }

  @Override
  public String netdevHelp() {
    if (netdevHelp.isEmpty()) {
      netdevHelp = Optional.of(new NetdevHelp(context.host(), context.process(), command).text());
    }
    return netdevHelp.get();
  }
}
