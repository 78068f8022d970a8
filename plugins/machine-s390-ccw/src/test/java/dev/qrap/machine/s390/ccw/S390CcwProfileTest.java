// SPDX-License-Identifier: Apache-2.0
package dev.qrap.machine.s390.ccw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.testkit.MachineProfileContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S390CcwProfileTest extends MachineProfileContract {

  @Override
  protected MachineProfile extension() {
    return new S390CcwProfile();
  }

  @Override
  protected Machine machine() {
    return CommandLine.parse(List.of("-machine", "s390-ccw-virtio-7.2")).machine("s390x");
  }

  private Placement place(Addressing addressing, String line) {
    List<String> arguments = List.of(line.split(" "));
    Inventory inventory = new Inventory(CommandLine.parse(arguments).options());
    return extension().place(machine(), inventory, addressing);
  }

  private List<Property> address(String line) {
    return ((NicPlacement) place(Addressing.LOWEST_FREE, line)).address();
  }

  @Test
  void supportsChannelSubsystemMachinesAndTheDefault() {
    assertThat(extension().supports(CommandLine.parse(List.of("-M", "pc-1.0")).machine("s390x")))
        .isFalse();
    assertThat(extension().supports(CommandLine.parse(List.of()).machine("s390x"))).isTrue();
  }

  @Test
  void takesTheLowestDeviceNumberInFourDigits() {
    assertThat(address("-S")).containsExactly(Property.text("devno", "fe.0.0001"));
    assertThat(
            address(
                "-device a,devno=fe.0.0001 -device {\"driver\":\"b\",\"devno\":\"fe.0.0002\"}"
                    + " -device c,devno=fe.1.0003"))
        .containsExactly(Property.text("devno", "fe.0.0003"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-device virtio-blk-ccw", "-drive file=x", "-virtfs local,path=/,mount_tag=x"})
  void whereADeviceHasNoNumberQemuChooses(String line) {
    assertThat(address(line)).isEmpty();
  }

  @Test
  void aDriveThatADeviceNamesIsNoDevice() {
    assertThat(address("-drive file=x,if=none,id=d0"))
        .containsExactly(Property.text("devno", "fe.0.0001"));
    assertThat(address("-drive file=x,if=none,id=d0 -drive file=y")).isEmpty();
  }

  @Test
  void underKeepQemuChooses() {
    assertThat(((NicPlacement) place(Addressing.WHERE_NEEDED, "-S")).address()).isEmpty();
  }

  @Test
  void saysWhenAllNumbersAreTaken() {
    StringBuilder line = new StringBuilder("-S");
    for (int number = 1; number <= 14; number++) {
      line.append(" -device x,devno=fe.0.%04x".formatted(number));
    }
    assertThat(address(line.toString())).containsExactly(Property.text("devno", "fe.0.000f"));
    line.append(" -device x,devno=fe.0.000f");
    assertThat(place(Addressing.LOWEST_FREE, line.toString())).isInstanceOf(NoPlacement.class);
  }
}
