// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.s390.ccw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.testkit.MachineProfileContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class S390CcwProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new S390CcwProfile();
  }

  @Override
  protected Machine machine() {
    return CommandLine.parse(List.of("-machine", "s390-ccw-virtio-7.2")).machine("s390x");
  }

  private List<Property> address(String... devices) {
    List<String> arguments = new ArrayList<>();
    for (String device : devices) {
      arguments.addAll(List.of("-device", device));
    }
    Inventory inventory = new Inventory(CommandLine.parse(arguments).options());
    Placement placement = extension().place(machine(), inventory, Addressing.LOWEST_FREE);
    return ((NicPlacement) placement).address();
  }

  @Test
  void supportsChannelSubsystemMachinesAlone() {
    assertThat(extension().supports(CommandLine.parse(List.of("-M", "pc-1.0")).machine("s390x")))
        .isFalse();
  }

  @Test
  void takesTheLowestDeviceNumberInHexadecimal() {
    assertThat(address("virtio-blk-ccw")).containsExactly(Property.text("devno", "fe.0.1"));
    assertThat(address("a,devno=fe.0.0001", "{\"driver\":\"b\",\"devno\":\"fe.0.0002\"}"))
        .containsExactly(Property.text("devno", "fe.0.3"));
  }
}
