// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.Addresses;
import dev.qrap.spi.NetworkFeature.DomainName;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkFeature.HostName;
import dev.qrap.spi.NetworkFeature.Isolation;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkFeature.Other;
import dev.qrap.spi.NetworkFeature.Refused;
import dev.qrap.spi.NetworkFeature.Resolver;
import dev.qrap.spi.NetworkFeature.SearchDomain;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NicFilterTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new NicFilter();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-nic", "user"), List.of("-nic", "none"), List.of("-nic", "model=e1000"));
  }

  private List<NetworkPart> examine(String value) {
    CommandLine line = CommandLine.parse(List.of("-nic", value));
    return extension().examine(line.options().get(0), line.machine("x86_64"));
  }

  private Backend backend(String value) {
    List<NetworkPart> parts = examine(value);
    return (Backend) parts.get(parts.size() - 1);
  }

  @Test
  void itIsACardAndItsBackend() {
    assertThat(examine("tap,id=n0,model=e1000,ifname=x").get(0))
        .isEqualTo(new Nic("e1000", Attachment.SAME_OPTION, ""));
    Backend backend = backend("tap,id=n0,model=e1000,ifname=x");
    assertThat(backend.type()).isEqualTo("tap");
    assertThat(backend.id()).isEqualTo("n0");
    assertThat(backend.provision()).isEqualTo(Provision.HOST);
    assertThat(backend.keptKeys())
        .containsExactlyInAnyOrder("id", "model", "mac", "macaddr", "addr", "vectors");
  }

  @Test
  void onlyItsOwnOptionIsShownToIt() {
    assertThat(extension().optionNames()).containsExactly("nic");
  }

  @Test
  void noneIsNoCard() {
    assertThat(examine("none")).singleElement().isInstanceOf(Backend.class);
    assertThat(backend("none").provision()).isEqualTo(Provision.NOBODY);
  }

  @Test
  void aSocketIsAConnection() {
    assertThat(backend("socket,fd=3").provision()).isEqualTo(Provision.CONNECTED);
  }

  static Stream<Arguments> asked() {
    return Stream.of(
        arguments("tftp=/srv", new Other("tftp=/srv", "tftp", "/srv")),
        arguments("smb=/srv", new Other("smb=/srv", "smb", "/srv")),
        arguments(
            "hostfwd=tcp::8080-:80",
            ports("hostfwd=tcp::8080-:80", false, "0.0.0.0", 8080, "", 80)),
        arguments(
            "hostfwd=::8080-:80", ports("hostfwd=::8080-:80", false, "0.0.0.0", 8080, "", 80)),
        arguments(
            "hostfwd=udp:127.0.0.1:0x35-10.0.2.15:010",
            ports("hostfwd=udp:127.0.0.1:0x35-10.0.2.15:010", true, "127.0.0.1", 53, "", 8)),
        arguments(
            "hostfwd=tcp::1-10.0.2.16:2",
            ports("hostfwd=tcp::1-10.0.2.16:2", false, "0.0.0.0", 1, "10.0.2.16", 2)),
        arguments(
            "hostfwd=tcp:127.1:+22-0.0.0.0:22",
            ports("hostfwd=tcp:127.1:+22-0.0.0.0:22", false, "127.0.0.1", 22, "", 22)),
        arguments(
            "hostfwd=tcp::65535-:1",
            ports("hostfwd=tcp::65535-:1", false, "0.0.0.0", 65_535, "", 1)),
        // As inet_aton(3) reads an address, its last number fills what is left
        arguments(
            "hostfwd=tcp:127.256:22-:22",
            ports("hostfwd=tcp:127.256:22-:22", false, "127.0.1.0", 22, "", 22)),
        arguments(
            "hostfwd=tcp:0xffffffff:22-:22",
            ports("hostfwd=tcp:0xffffffff:22-:22", false, "255.255.255.255", 22, "", 22)),
        // QEMU chooses the port
        arguments("hostfwd=tcp::0-:22", new Other("hostfwd=tcp::0-:22", "hostfwd", "tcp::0-:22")),
        arguments("hostfwd=tcp::-:22", new Other("hostfwd=tcp::-:22", "hostfwd", "tcp::-:22")),
        arguments("dns=10.0.2.9", new Resolver("dns=10.0.2.9", "10.0.2.9")),
        arguments("dns=8.8.8.8", new Resolver("dns=8.8.8.8", "8.8.8.8")),
        arguments(
            "host=10.0.2.10",
            new Addresses("host=10.0.2.10", "10.0.2.0/24", "10.0.2.10", "10.0.2.15", "10.0.2.3")),
        arguments(
            "net=192.168.76.0/24,dhcpstart=192.168.76.9",
            new Addresses(
                "net=192.168.76.0/24,dhcpstart=192.168.76.9",
                "192.168.76.0/24",
                "192.168.76.2",
                "192.168.76.9",
                "192.168.76.3")),
        arguments(
            "net=10.1.0.0/255.255.0.0",
            new Addresses(
                "net=10.1.0.0/255.255.0.0", "10.1.0.0/16", "10.1.2.2", "10.1.2.15", "10.1.2.3")),
        arguments(
            "net=10.1.0.0/16,net=10.0.2.9/24",
            new Addresses(
                "net=10.1.0.0/16,net=10.0.2.9/24",
                "10.0.2.0/24",
                "10.0.2.2",
                "10.0.2.15",
                "10.0.2.3")),
        arguments("net=10.0.0.0", new Addresses("net=10.0.0.0", "10.0.0.0", "", "", "")),
        arguments(
            "net=10.0.0.0/255.0.255.0",
            new Addresses("net=10.0.0.0/255.0.255.0", "10.0.0.0/255.0.255.0", "", "", "")),
        arguments(
            "net=16.0.0.0/4",
            new Addresses("net=16.0.0.0/4", "16.0.0.0/4", "16.0.2.2", "16.0.2.15", "16.0.2.3")),
        arguments(
            "net=16.0.0.0/240.0.0.0",
            new Addresses(
                "net=16.0.0.0/240.0.0.0", "16.0.0.0/4", "16.0.2.2", "16.0.2.15", "16.0.2.3")),
        arguments("ipv4=off", new OneFamily("ipv4=off", true)),
        arguments("ipv6=no", new OneFamily("ipv6=no", false)),
        arguments("ipv4=on", new OneFamily("ipv4=on", false)),
        arguments("ipv6", new OneFamily("ipv6=on", true)),
        arguments("ipv4=on,ipv6=off", new OneFamily("ipv4=on,ipv6=off", false)),
        arguments("ipv6=off,ipv6=on,ipv4=no", new OneFamily("ipv6=off,ipv6=on,ipv4=no", true)),
        arguments("restrict=y", new Isolation("restrict=y")),
        arguments("norestrict=on,restrict", new Isolation("restrict=on")),
        arguments("noipv6", new OneFamily("noipv6=on", false)),
        arguments("domainname=d", new DomainName("domainname=d", "d")),
        arguments("hostname=h", new HostName("hostname=h", "h")),
        arguments("dnssearch=a.b", new SearchDomain("dnssearch=a.b", "a.b")));
  }

  /** QEMU refuses a key that a tap does not have. */
  @Test
  void aTapThatIsToForwardPortsIsLeftToQemu() {
    assertThat(backend("tap,hostfwd=tcp::22-:22").request().features())
        .contains(new Refused("hostfwd=tcp::22-:22"));
  }

  /** Also if the option says nothing else: the guest's address is then QEMU's own default. */
  @Test
  void aPortOfTheGuestsOwnAddressNeedsNoAddress() {
    assertThat(backend("hostfwd=tcp::1-10.0.2.15:2").request().features())
        .containsExactly(ports("hostfwd=tcp::1-10.0.2.15:2", false, "0.0.0.0", 1, "", 2));
  }

  /** QEMU listens all the same, as was seen with QEMU 7.2; a backend cannot. */
  @Test
  void aGuestWithoutIpv4CannotBeReachedByAPort() {
    assertThat(backend("user,hostfwd=tcp::22-:22,ipv4=off").request().features())
        .containsExactly(
            new Other("hostfwd=tcp::22-:22", "hostfwd", "tcp::22-:22"),
            new OneFamily("ipv4=off", true));
  }

  private static ForwardedPorts ports(
      String written, boolean udp, String host, int port, String guest, int guestPort) {
    return new ForwardedPorts(written, udp, host, port, port, guest, guestPort);
  }

  @ParameterizedTest
  @MethodSource("asked")
  void whatIsAskedOfABackendIsTyped(String option, NetworkFeature feature) {
    assertThat(backend("user,id=n,model=e1000,mac=x," + option).request().features())
        .containsExactly(feature);
  }

  /** As QEMU 7.2 does; UserNetworkIT asks the installed one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostfwd=",
        "hostfwd=x",
        "hostfwd=:1-:1",
        "hostfwd=sctp::3-:4",
        "hostfwd=TCP::3-:4",
        "hostfwd=tcp::99999-:22",
        "hostfwd=tcp::2222-:",
        "hostfwd=tcp::2222-:0",
        "hostfwd=tcp::08-:22",
        "hostfwd=tcp::2222x-:22",
        "hostfwd=tcp::2222-22",
        "hostfwd=tcp:[::1]:22-:22",
        "hostfwd=tcp:localhost:22-:22",
        "hostfwd=tcp:127.0.0.1::55986-:5986",
        "hostfwd=tcp:10.0.0.300:22-:22",
        "hostfwd=tcp:1.2.3.4.5:22-:22",
        "hostfwd=tcp:1.2.3.4.0:22-:22",
        "hostfwd=tcp:1.2.3.256:22-:22",
        "hostfwd=tcp:1.256.3.4:22-:22",
        "hostfwd=tcp:0x100000000:22-:22",
        "hostfwd=tcp::2222-foo:22",
        "net=foo",
        "net=",
        "net=10.0.2.0/33",
        "net=10.0.2.0/3",
        "net=10.0.2.0/31",
        "net=10.0.2.0/x",
        "net=10.0.0.0/255.0.x.0",
        "net=10.0.2.1/255.255.255.255",
        "host=10.0.3.10",
        "host=10.0.2.3",
        "host=",
        "dns=10.0.2.2",
        "dns=foo",
        "dhcpstart=10.0.2.2",
        "dhcpstart=10.0.3.9",
        "ipv4=maybe",
        "restrict=1",
        "restrict=",
        "ipv4=off,ipv6=off",
        "ipv4=off,net=10.9.9.0/24",
        "vlan=0", // QEMU had it up to version 2.12
        "bogus=1",
        "bogus",
        "bogus=",
        "hosfwd=tcp::2222-:22",
        "domainname="
      })
  void whatQemuRefusesIsLeftToIt(String option) {
    assertThat(backend("user,id=n,model=e1000,mac=x," + option).request().features())
        .hasAtLeastOneElementOfType(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostname", "domainname", "dnssearch", "tftp", "tftp-server-name", "bootfile", "smb",
        "smbserver", "guestfwd", "ip", "ipv6-net", "ipv6-prefix", "ipv6-prefixlen", "ipv6-host",
        "ipv6-dns"
      })
  void whatTheUserNetworkHasIsNotLeftToIt(String key) {
    assertThat(backend("user,id=n," + key + "=1").request().features())
        .isNotEmpty()
        .doesNotHaveAnyElementsOfTypes(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostname", "domainname", "tftp-server-name"})
  void aNameThatIsTooLongForQemuIsLeftToIt(String key) {
    String longest = "n".repeat(255);
    assertThat(backend("user,id=n," + key + "=" + longest).request().features())
        .doesNotHaveAnyElementsOfTypes(Refused.class);
    assertThat(backend("user,id=n," + key + "=" + longest + "n").request().features())
        .containsExactly(new Refused(key + "=" + longest + "n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ipv4=on,ipv6=yes", "restrict=off", "restrict=false", "hostname=", "norestrict"})
  void whatOnlyConfirmsADefaultAsksForNothing(String option) {
    assertThat(backend("user," + option).request()).isEqualTo(NetworkRequest.NOTHING);
  }

  @Test
  void everythingThatIsLostIsSaid() {
    assertThat(backend("model=e1000,hostfwd=tcp::1-:1,hostfwd=tcp::2-:2").request().features())
        .hasSize(2);
    assertThat(backend("bridge,br=br0").request().features())
        .singleElement()
        .asString()
        .contains("offload");
    assertThat(backend("vde,sock=/x").request().features())
        .singleElement()
        .asString()
        .contains("the network that vde leads to");
  }
}
