// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.HubPort;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.SearchDomain;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import dev.qrap.testkit.ArgFilterContract;
import dev.qrap.testkit.QemuFacts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetdevFilterTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new NetdevFilter();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-netdev", "user,id=n0"),
        List.of("--netdev", "id=n0,type=tap"),
        List.of("-netdev", "{\"type\":\"user\",\"id\":\"hostnet0\"}"),
        List.of("-netdev", "{broken"),
        List.of("-netdev", ""),
        List.of("-netdev"));
  }

  @ParameterizedTest
  @CsvSource({
    "user, HOST",
    "tap, HOST",
    "vhost-vdpa, HOST",
    "stream, CONNECTED",
    "dgram, CONNECTED",
    "socket, CONNECTED",
    "vhost-user, CONNECTED",
    "passt, CONNECTED",
    "hubport, CONNECTED",
  })
  void saysWhoProvidesTheBackend(String type, Provision provision) {
    CommandLine line = CommandLine.parse(List.of("-netdev", type + ",id=n0"));
    Backend backend =
        (Backend) extension().examine(line.options().get(0), line.machine("x86_64")).get(0);
    assertThat(backend)
        .isEqualTo(new Backend(type, "n0", provision, Set.of("id"), backend.request()));
    boolean offloads = type.equals("tap") || type.equals("vhost-vdpa");
    assertThat(backend.request().features()).hasSize(offloads ? 1 : 0);
  }

  @Test
  void onlyItsOwnOptionIsShownToIt() {
    assertThat(extension().optionNames()).containsExactly("netdev");
  }

  private List<NetworkPart> examine(String value) {
    CommandLine line = CommandLine.parse(List.of("-netdev", value));
    return extension().examine(line.options().get(0), line.machine("x86_64"));
  }

  @Test
  void aHubportIsAPortOfItsHub() {
    assertThat(examine("hubport,id=h0,hubid=7,netdev=n0"))
        .hasSize(2)
        .contains(new HubPort("7", "n0"));
    assertThat(examine("hubport,id=h0,hubid=7")).contains(new HubPort("7", ""));
    assertThat(examine("hubport,id=h0,netdev=n0")).singleElement().isInstanceOf(Backend.class);
    assertThat(examine("user,id=h0,hubid=7")).singleElement().isInstanceOf(Backend.class);
  }

  /** {@code str} is the key of each text, and may be a text too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"str\":\"a\"},{\"str\":\"str\"}]",
        "[ {\"str\" : \"a\"} , {\"str\"\t:\"str\" } ]",
      })
  void aTextOfAJsonListMayBeWrittenLikeItsKey(String list) {
    String json = "{\"type\":\"user\",\"id\":\"n0\",\"dnssearch\":" + list + "}";
    assertThat(((Backend) examine(json).get(0)).request().features())
        .containsExactly(
            new SearchDomain("dnssearch=a", "a"), new SearchDomain("dnssearch=str", "str"));
  }

  /** Core gives it none that is broken off; it would have an answer all the same. */
  @Test
  void aJsonListMayEndAnywhere() {
    String list = "[{\"str\" : \"tcp::1-:\\u0032\"}]";
    for (int end = 0; end <= list.length(); end++) {
      List<Property> properties =
          List.of(
              Property.text("type", "user"),
              Property.text("id", "n0"),
              new Property("hostfwd", list.substring(0, end), Property.Kind.OTHER));
      QemuOption option = new QemuOption(0, "netdev", "", Notation.JSON, properties);
      assertThat(extension().examine(option, QemuFacts.machine("x86_64", "pc"))).hasSize(1);
    }
  }

  @Test
  void eachTextOfAJsonListIsARule() {
    String json =
        "{\"type\":\"user\",\"id\":\"n0\",\"hostfwd\":[{\"str\":\"tcp::1-:2\"},{\"str\":\"tcp::3-:4\"}]}";
    CommandLine line = CommandLine.parse(List.of("-netdev", json));
    Backend backend =
        (Backend) extension().examine(line.options().get(0), line.machine("x86_64")).get(0);
    assertThat(backend.request().features())
        .extracting(NetworkFeature::written)
        .containsExactly("hostfwd=tcp::1-:2", "hostfwd=tcp::3-:4");
  }

  /** Each rule is compared with the guest's address, which follows from all other keys. */
  @Test
  @Timeout(120)
  void forwardedPortsMayBeMany() {
    String rules = ",hostfwd=tcp::8080-:80".repeat(50_000);
    CommandLine line = CommandLine.parse(List.of("-netdev", "user,id=n0" + rules));
    Backend backend =
        (Backend) extension().examine(line.options().get(0), line.machine("x86_64")).get(0);
    assertThat(backend.request().features()).hasSize(50_000);
  }
}
