// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OtherNicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new OtherNics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "new-net-card,netdev=n0"),
        List.of("--device", "mac=1,netdev=n0,driver=new-net-card"),
        List.of("-device", "{\"netdev\":\"n0\",\"driver\":\"new-net-card\"}"));
  }

  private List<NetworkPart> examine(String option, String value) {
    CommandLine line = CommandLine.parse(List.of(option, value));
    return extension().examine(line.options().get(0), line.machine("x86_64"));
  }

  @Test
  void onlyDevicesAreShownToIt() {
    assertThat(extension().optionNames()).containsExactly("device");
  }

  @Test
  void saysWhichBackendTheCardIsAttachedTo() {
    assertThat(examine("-device", "new-net-card,netdev=n0,netdev=n1"))
        .containsExactly(new Nic("new-net-card", Attachment.NETDEV, "n1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"new-net-card", "new-net-card,netdev=", "netdev=n0", "pvrdma,netdev=eth0"})
  void leavesAloneWhatUsesNoBackend(String value) {
    assertThat(examine("-device", value)).isEmpty();
  }

  /** A {@code -set} with the wrong id; QEMU refuses it. */
  @Test
  void leavesAloneWhatOnlyASettingGivesABackend() throws Exception {
    CommandLine line =
        CommandLine.parse(List.of("-device", "disk,id=o1", "-set", "device.o1.netdev=n0"))
            .complete(path -> "");
    assertThat(line.options().get(0).get("netdev")).isEqualTo("n0");
    assertThat(extension().examine(line.options().get(0), line.machine("x86_64"))).isEmpty();
  }

  @Test
  void leavesWhatIsNoDeviceAlone() {
    assertThat(examine("-object", "filter-dump,driver=x,netdev=n0")).isEmpty();
  }

  @Test
  void isAskedAfterTheKnownOnes() {
    assertThat(extension().priority()).isLessThan(new KnownNics().priority());
  }
}
