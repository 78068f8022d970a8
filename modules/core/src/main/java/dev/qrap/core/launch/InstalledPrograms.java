// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.ProgramHelp;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.CachedHelp.Question;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.BackendProgram;

/** The programs of backends on this host. One that is not there is found out when it is started. */
record InstalledPrograms(Host host, ProcessContext process) implements ProgramHelp {

  @Override
  public String of(BackendProgram program) {
    QemuCommand command;
    try {
      command = new ProgramSearch(host, process).named(program.name(), "which qrap is to start");
    } catch (LaunchException notThere) {
      return "";
    }
    return new CachedHelp(host, host, process, command, Question.BACKEND, program.helpOption())
        .text();
  }
}
