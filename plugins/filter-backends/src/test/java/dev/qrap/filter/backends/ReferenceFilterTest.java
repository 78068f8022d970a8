// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Reference;
import dev.qrap.spi.Reference.Subject;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReferenceFilterTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new ReferenceFilter();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-set", "device.net0.mac=52:54:00:11:22:33"),
        List.of("-set", "netdev.n0.ifname=tap0"),
        List.of("-object", "filter-dump,id=f0,netdev=n0,file=x.pcap"),
        List.of("-global", "e1000.netdev=n0"),
        List.of("-global", "driver=e1000,property=netdev,value=n0"),
        List.of("-object", "{\"qom-type\":\"filter-dump\",\"id\":\"f0\",\"netdev\":\"n0\"}"));
  }

  private List<NetworkPart> examine(String option, String value) {
    CommandLine line = CommandLine.parse(List.of(option, value));
    return extension().examine(line.options().get(0), line.machine("x86_64"));
  }

  @Test
  void onlyItsOwnOptionsAreShownToIt() {
    assertThat(extension().optionNames()).containsExactlyInAnyOrder("set", "object", "global");
  }

  @Test
  void saysWhatIsReferredTo() {
    assertThat(examine("-set", "device.net0.mac=x"))
        .containsExactly(new Reference(Subject.DEVICE, "net0"));
    assertThat(examine("-object", "filter-mirror,netdev=n1,id=m"))
        .containsExactly(new Reference(Subject.NETDEV, "n1"));
    assertThat(examine("-set", "drive.d0.cache=none")).isEmpty();
  }
}
