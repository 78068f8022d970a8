// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.qemu.Emulator;

/** A QEMU that says what a test wants. */
public record FakeQemu(String path, String architecture, String netdevHelp, String machineHelp)
    implements Emulator {

  @Override
  public String version() {
    return "10.0.0";
  }

  /** A command's, on a host of x86_64, which has nothing to say. */
  public static FakeQemu of(QemuCommand command) {
    return new FakeQemu(command.path(), command.architecture("x86_64"), "", "");
  }
}
