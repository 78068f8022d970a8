// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.passt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.Addresses;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkFeature.Mtu;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkFeature.Resolver;
import dev.qrap.spi.NetworkFeature.SearchDomain;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.Support;
import dev.qrap.testkit.BackendKindContract;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasstKindTest extends BackendKindContract {

  @Override
  protected BackendKind extension() {
    return new PasstKind();
  }

  @Override
  protected List<SocketFacts> known() {
    return List.of(
        socket("/tmp/passt_1.socket"),
        socket("/tmp/passt_99.socket"),
        socket("/run/a", "passt", "-f", "-s", "/run/a"),
        socket("/run/a", "/usr/bin/passt.avx2", "-s", "/run/a"));
  }

  @Test
  void whatSpeaksVhostUserIsNone() {
    String path = "/tmp/passt_1.socket";
    for (SocketFacts socket :
        List.of(
            socketBeside(path, path + ".repair"),
            socket(path, "/usr/bin/passt", "--vhost-user", "-s", path))) {
      assertThat(extension().recognise(socket)).isEqualTo(Recognition.NO);
    }
    assertThat(extension().recognise(socket("/run/a.socket"))).isEqualTo(Recognition.UNKNOWN);
  }

  @Test
  void theProbeIsAnArpRequestAndANeighbourSolicitation() {
    byte[] bytes = extension().probe().request().getBytes(StandardCharsets.ISO_8859_1);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "0000002affffffffffffffffffffffff0806000108000604000100000000000000000000000000000000"
                + "00000000"
                + "0000004effffffffffffffffffffffff86dd6000000000183aff00000000000000000000000000000001"
                + "00000000000000000000000000000000870000000000000000000000000000000000000000000000");
  }

  private static List<String> started(BackendKind passt, NetworkFeature... features) {
    return passt
        .start(new NetworkRequest(List.of(features)), new Attachment.Descriptor(3))
        .orElseThrow()
        .arguments();
  }

  @Test
  void thePortsAreInItsOwnNotation() {
    assertThat(
            started(
                extension(),
                new ForwardedPorts("a", false, "", 8080, 8080, "", 80),
                new ForwardedPorts("b", true, "127.0.0.1", 5000, 5001, "", 53),
                new ForwardedPorts("c", false, "::1", 8081, 8081, "", 80)))
        .containsExactly(
            "--foreground",
            "--fd",
            "3",
            "-t",
            "8080:80",
            "-u",
            "127.0.0.1/5000-5001:53-54",
            "-t",
            "::1/8081:80");
  }

  @Test
  void portsLeadToTheGuestsOwnAddressAlone() {
    ForwardedPorts elsewhere = new ForwardedPorts("a", false, "", 80, 80, "10.0.2.16", 80);
    assertThat(extension().support(elsewhere)).isEqualTo(Support.no("passt has nothing like it"));
  }

  @Test
  void itsOptionsAreASettingOfSeveralWords() {
    assertThat(extension().settings())
        .extracting(PluginSetting::name, PluginSetting::separator)
        .containsExactly(tuple("options", " "));
  }

  /** Then it does not look for the interface of the route out. */
  @ParameterizedTest
  @CsvSource({
    "'', true",
    "-4 -m 1500, true",
    "-i eth0, false",
    "-ieth0, false",
    "--interface=eth0, false",
    "-4 --interface eth0, false",
  })
  void aUserMayNameTheInterfaceWhoseAddressesItTakes(String options, boolean needsRoute) {
    PasstKind passt = new PasstKind();
    passt.configure("options", options);
    assertThat(passt.needsRouteOut()).isEqualTo(needsRoute);
  }

  @Test
  void aProfileOfDebiansMayConfineIt() {
    assertThat(extension().confinement())
        .get()
        .extracting(Confinement::profile)
        .isEqualTo("/etc/apparmor.d/usr.bin.passt");
  }

  @Test
  void oneFamilyAndTheDomainsAreOptions() {
    assertThat(
            started(
                extension(),
                new OneFamily("ipv4=off", true),
                new OneFamily("ipv6=off", false),
                new SearchDomain("dnssearch=a.b", "a.b")))
        .containsExactly(
            "--foreground", "--fd", "3", "--ipv6-only", "--ipv4-only", "--search", "a.b");
  }

  /** Told one of them, passt ends, and QEMU would not be started. */
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "127.0.0.1", "224.0.0.1", "239.1.2.3"})
  void anAddressThatPasstRefusesIsNotPossible(String address) {
    for (NetworkFeature feature :
        List.of(
            new Addresses("a", "10.0.2.0/24", "10.0.2.2", address, ""),
            new Addresses("a", "10.0.2.0/24", address, "10.0.2.15", ""))) {
      assertThat(extension().support(feature)).isEqualTo(Support.no("passt has nothing like it"));
    }
    assertThat(PasstOptions.of(new Resolver("dns=" + address, address))).isEmpty();
    assertThat(PasstOptions.of(new Resolver("dns=223.0.0.1", "223.0.0.1"))).hasSize(2);
  }

  /** With one of them missing, the guest's gateway is outside of its network. */
  @Test
  void addressesAreSaidTogether() {
    Addresses addresses =
        new Addresses("net=10.0.2.0/24", "10.0.2.0/24", "10.0.2.2", "10.0.2.15", "10.0.2.3");
    assertThat(started(extension(), addresses))
        .containsExactly(
            "--foreground",
            "--fd",
            "3",
            "--address",
            "10.0.2.15",
            "--netmask",
            "24",
            "--gateway",
            "10.0.2.2");
    assertThat(extension().support(addresses).text())
        .isEqualTo("--address 10.0.2.15 --netmask 24 --gateway 10.0.2.2");
    for (Addresses incomplete :
        List.of(
            new Addresses("net=10.0.0.0", "10.0.0.0", "", "", ""),
            new Addresses("a", "10.0.0.0", "10.0.2.2", "10.0.2.15", ""),
            new Addresses("a", "10.0.2.0/24", "", "10.0.2.15", ""),
            new Addresses("a", "10.0.2.0/24", "10.0.2.2", "", ""))) {
      assertThat(extension().support(incomplete))
          .isEqualTo(Support.no("passt has nothing like it"));
    }
  }

  /** With the passt of 2023, the address that DHCP names does not answer then. */
  @Test
  void itIsAResolverIfItSaysThatItKnowsTheHosts() {
    Resolver resolver = new Resolver("dns=10.0.2.9", "10.0.2.9");
    assertThat(extension().support(resolver).possible()).isFalse();

    BackendKind newer = new PasstKind();
    newer.installed(() -> "  --dns-forward ADDR\n  --dns-host ADDR\tHost nameserver\n");
    assertThat(newer.support(resolver).possible()).isTrue();
    assertThat(started(newer, resolver))
        .containsExactly("--foreground", "--fd", "3", "--dns-forward", "10.0.2.9");
    assertThat(started(newer, new Resolver("dns=fd00::3", "fd00::3")))
        .endsWith("--dns-forward", "fd00::3");
  }

  /** passt of 2023 refuses some of them twice. */
  @ParameterizedTest
  @CsvSource({
    "-g 10.0.2.9, --dns-forward 10.0.2.3 --mtu 1400",
    "--netmask=16, --dns-forward 10.0.2.3 --mtu 1400",
    "-D1.1.1.1, --address 10.0.2.15 --netmask 24 --gateway 10.0.2.2 --mtu 1400",
    "-m 1500 -a 10.0.2.7, --dns-forward 10.0.2.3",
  })
  void whatTheUserSaysOfTheSameThingHolds(String options, String ours) {
    PasstKind passt = new PasstKind();
    passt.configure("options", options);
    passt.installed(() -> "--dns-host");
    assertThat(
            String.join(
                " ",
                started(
                    passt,
                    new Addresses("net=x", "10.0.2.0/24", "10.0.2.2", "10.0.2.15", "10.0.2.3"),
                    new Resolver("dns=10.0.2.3", "10.0.2.3"),
                    new Mtu("host_mtu=1400", 1400))))
        .isEqualTo("--foreground --fd 3 " + options + " " + ours);
  }

  private static List<String> listening(String help, Protocol protocol) {
    PasstKind passt = new PasstKind();
    passt.installed(() -> help);
    passt.configure("options", "-4");
    return passt
        .start(NetworkRequest.NOTHING, new Attachment.Path("/run/a.socket", protocol))
        .map(StartCommand::arguments)
        .orElse(List.of());
  }

  @Test
  void oneThatSpeaksVhostUserListensForOneClient() {
    assertThat(listening("  --vhost-user\n", Protocol.VHOST_USER))
        .containsExactly(
            "--vhost-user",
            "--one-off",
            "--socket",
            "/run/a.socket",
            "--pid",
            "/run/a.socket.pid",
            "-4");
    assertThat(listening("  --fd FD\n", Protocol.VHOST_USER)).isEmpty();
    assertThat(listening("  --vhost-user\n", Protocol.FRAMES)).isEmpty();
    assertThat(extension().start(NetworkRequest.NOTHING, new Attachment.ByQemu()))
        .get()
        .extracting(StartCommand::arguments)
        .isEqualTo(List.of());
  }

  @Test
  void theUsersOptionsComeFirst() {
    PasstKind passt = new PasstKind();
    passt.configure("options", " -m  1500 -4 ");
    assertThat(started(passt, new ForwardedPorts("a", false, "", 80, 80, "", 80)))
        .containsExactly("--foreground", "--fd", "3", "-m", "1500", "-4", "-t", "80:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-4 --fd=7", "--foregr", "-s /x", "--vhost-user", "-1"})
  void whatQrapGivesItselfIsRefused(String options) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> extension().configure("options", options))
        .withMessageStartingWith("qrap starts passt and gives it this option itself: '");
  }

  /** Of so short a part, passt itself says that it is ambiguous. */
  @Test
  void whatCouldBeSeveralOptionsIsLeftToPasst() {
    PasstKind passt = new PasstKind();
    passt.configure("options", "--s --f");
    assertThat(started(passt)).containsExactly("--foreground", "--fd", "3", "--s", "--f");
  }

  /** Otherwise nothing would be left to say why it did not start. */
  @Test
  void howItIsUsedIsAComplaintIfItSaysNothingElse() {
    assertThat(extension().complaint("Usage: passt\n  -x\n")).isEqualTo("Usage: passt\n  -x\n");
  }

  @Test
  void itsNoiseAndHowItIsUsedAreNoComplaints() {
    assertThat(
            extension().complaint("a\nFailed to send 7 bytes to syslog\n  b\nUsage: passt\n  -x\n"))
        .isEqualTo("a\n  b\n");
  }
}
