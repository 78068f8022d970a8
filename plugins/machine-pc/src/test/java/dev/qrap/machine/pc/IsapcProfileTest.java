// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.pc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.testkit.MachineProfileContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IsapcProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new IsapcProfile();
  }

  @Override
  protected Machine machine() {
    return CommandLine.parse(List.of("-M", "isapc")).machine("x86_64");
  }

  @Test
  void supportsIsapcAlone() {
    assertThat(extension().supports(CommandLine.parse(List.of()).machine("x86_64"))).isFalse();
  }
}
