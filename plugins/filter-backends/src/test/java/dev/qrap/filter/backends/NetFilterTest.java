// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetFilterTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new NetFilter();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-net", "nic,model=e1000"), List.of("-net", "user"), List.of("-net", "none"));
  }

  private List<NetworkPart> examine(String value) {
    CommandLine line = CommandLine.parse(List.of("-net", value));
    return extension().examine(line.options().get(0), line.machine("x86_64"));
  }

  @Test
  void saysWhatIsLostAndWhatIsKept() {
    Backend user = (Backend) examine("user,id=u,hostfwd=tcp::80-:80").get(0);
    assertThat(user.request().features())
        .containsExactly(
            new ForwardedPorts("hostfwd=tcp::80-:80", false, "0.0.0.0", 80, 80, "", 80));
    assertThat(user.keptKeys()).containsExactlyInAnyOrder("id", "name");
  }

  @Test
  void onlyItsOwnOptionIsShownToIt() {
    assertThat(extension().optionNames()).containsExactly("net");
  }

  @Test
  void tellsCardsFromBackends() {
    assertThat(examine("nic,model=e1000")).containsExactly(new Nic("e1000", Attachment.HUB, ""));
    assertThat(examine("nic,netdev=n0")).containsExactly(new Nic("", Attachment.NETDEV, "n0"));
    assertThat(examine("none"))
        .singleElement()
        .hasFieldOrPropertyWithValue("provision", Provision.NOBODY);
  }
}
