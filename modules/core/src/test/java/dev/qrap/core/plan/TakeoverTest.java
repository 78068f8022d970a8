// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.plan.Takeover.Decision;
import dev.qrap.core.qemu.UserNetwork;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.Plans;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkFeature.HostName;
import dev.qrap.spi.NetworkFeature.Isolation;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkFeature.Other;
import dev.qrap.spi.NetworkFeature.Refused;
import dev.qrap.spi.NetworkFeature.Resolver;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a card, with a kind of backend that can forward ports and nothing else. */
final class TakeoverTest {

  private static final NetworkFeature PORTS = ports("hostfwd=tcp::2222-:22", "0.0.0.0", 2222, 22);
  private static final NetworkFeature NAME = new HostName("hostname=h", "h");
  private static final NetworkFeature FILES = new Other("tftp=/srv", "tftp", "/srv");

  private static ForwardedPorts ports(String written, String host, int port, int guest) {
    return new ForwardedPorts(written, false, host, port, port, "", guest);
  }

  private static Takeover takeover(LaunchForm form, String... settings) {
    return takeover(Plans.settings(form, settings));
  }

  private static Takeover takeover(Settings settings) {
    return new Takeover(
        settings, new Backends(FakePlugins.usual().catalog(), "", BackendHost.BARE), false);
  }

  private static NetworkRequest asked(NetworkFeature... features) {
    return new NetworkRequest(List.of(features));
  }

  private static Decision.Connect connects(Takeover takeover, NetworkFeature... features)
      throws LaunchException {
    Decision decision = takeover.decide("n0", asked(features));
    assertThat(decision).isInstanceOf(Decision.Connect.class);
    return (Decision.Connect) decision;
  }

  private static void stays(Takeover takeover, String reason, NetworkFeature... features)
      throws LaunchException {
    assertThat(takeover.decide("n0", asked(features))).isEqualTo(new Decision.Stay(reason));
  }

  @Test
  void aStartedBackendIsToldWhatItCanDo() throws LaunchException {
    Decision.Connect connect = connects(takeover(LaunchForm.RUN), PORTS);
    assertThat(connect.lost()).isEmpty();
    assertThat(connect.backend())
        .isEqualTo(new BackendChoice(Condition.ALWAYS, "", "passt", asked(PORTS)));
  }

  @Test
  void whatItCannotDoLeavesTheCardUnderRun() throws LaunchException {
    stays(
        takeover(LaunchForm.RUN),
        "tftp=/srv (there is nothing like it); to connect the card without it, set"
            + " unsupported=convert",
        PORTS,
        FILES);
    Decision.Connect connect =
        connects(takeover(LaunchForm.RUN, "unsupported=convert"), PORTS, FILES);
    assertThat(connect.lost()).containsExactly("tftp=/srv is lost: there is nothing like it");
    assertThat(connect.backend().request()).isEqualTo(asked(PORTS));
  }

  @Test
  void aNameIsNoReasonToStay() throws LaunchException {
    Decision.Connect connect = connects(takeover(LaunchForm.RUN), NAME);
    assertThat(connect.lost()).containsExactly("hostname=h is lost: there is nothing like it");
  }

  @Test
  void oneThatRunsAlreadyCannotBeTold() throws LaunchException {
    Decision.Connect connect = connects(takeover(LaunchForm.BARE), PORTS, FILES);
    assertThat(connect.backend().when()).isEqualTo(Condition.NEVER);
    assertThat(connect.lost())
        .containsExactly(
            "hostfwd=tcp::2222-:22 is lost: start passt with hostfwd=tcp::2222-:22, or put qrap run"
                + " before QEMU, so that qrap starts it",
            "tftp=/srv is lost: there is nothing like it");
    assertThat(connects(takeover(LaunchForm.RUN, "start=no"), PORTS).lost())
        .containsExactly(
            "hostfwd=tcp::2222-:22 is lost: start passt with hostfwd=tcp::2222-:22, or leave out"
                + " --socket and --start, so that qrap starts it");
  }

  @Test
  void ifSomethingIsToBeToldOneIsStarted() throws LaunchException {
    assertThat(connects(takeover(LaunchForm.BARE, "start=if-none"), PORTS).backend().when())
        .isEqualTo(Condition.ALWAYS);
    assertThat(connects(takeover(LaunchForm.BARE, "start=if-none"), NAME).backend().when())
        .isEqualTo(Condition.NO_BACKEND);
  }

  @Test
  void whoWantsAnErrorGetsOne() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> takeover(LaunchForm.RUN, "unsupported=fail").decide("n0", asked(FILES)))
        .withMessage(
            "tftp=/srv is lost: there is nothing like it\n"
                + "unsupported=fail: QEMU is not started; remove what is lost");
  }

  @ParameterizedTest
  @EnumSource
  void isolationIsGivenUpOnPurposeAlone(LaunchForm form) throws LaunchException {
    Isolation isolation = new Isolation("restrict=on");
    stays(
        takeover(form),
        "restrict=on isolates the guest; to connect it all the same, set unsupported=convert",
        isolation);
    assertThat(connects(takeover(form, "unsupported=convert"), isolation).lost()).hasSize(1);
  }

  @Test
  void whatQemuRefusesIsLeftToIt() throws LaunchException {
    stays(takeover(LaunchForm.RUN), "", PORTS, new Refused("vlan=0"));
  }

  @Test
  void theForwardedPortsOfTheSettingsGoToTheFirstCard() throws LaunchException {
    Takeover takeover = takeover(LaunchForm.RUN, "forward=tcp:80:80,udp:53");
    assertThat(connects(takeover).backend().request().features()).hasSize(2);
    assertThat(connects(takeover, PORTS).backend().request()).isEqualTo(asked(PORTS));
  }

  @ParameterizedTest
  @CsvSource({"2222:22", "tcp:2222:22", "tcp:0.0.0.0:2222:22", "tcp:2220-2224:20-24"})
  void aRuleThatIsThereAlreadyIsOneRule(String forward) throws LaunchException {
    BackendChoice choice =
        connects(takeover(LaunchForm.RUN, "forward=" + forward), PORTS).backend();
    assertThat(choice.request().features()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2222:23 | tcp port 2222 of the host is forwarded twice: by forward=2222:23 and by"
            + " hostfwd=tcp::2222-:22; remove one of them",
        "tcp:127.0.0.1:2222:23 | tcp port 2222 of the host is forwarded twice: by"
            + " forward=tcp:127.0.0.1:2222:23 and by hostfwd=tcp::2222-:22; remove one of them",
        "80:80,80:81 | tcp port 80 of the host is forwarded twice: by forward=80:80 and by"
            + " forward=80:81; remove one of them"
      })
  void aPortThatLeadsToTwoPlacesIsAnError(String forward, String message) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> takeover(LaunchForm.RUN, "forward=" + forward).decide("n0", asked(PORTS)))
        .withMessage(message);
  }

  @Test
  void anotherProtocolOrAddressIsAnotherPort() throws LaunchException {
    Takeover takeover = takeover(LaunchForm.RUN, "forward=udp:2222:23");
    NetworkFeature first = ports("a", "127.0.0.1", 2222, 22);
    NetworkFeature second = ports("b", "192.0.2.1", 2222, 23);
    assertThat(connects(takeover, first, second).backend().request().features()).hasSize(3);
  }

  @Test
  void aNamedSocketIsForOneCard() throws LaunchException {
    Takeover takeover = takeover(LaunchForm.RUN, "socket=/a");
    assertThat(takeover.forNewCard("").socket()).isEqualTo("/a");
    assertThat(takeover.forNewCard("").when()).isEqualTo(Condition.ALWAYS);
    Takeover bare = takeover(LaunchForm.BARE, "socket=/a");
    assertThat(bare.forNewCard("").socket()).isEqualTo("/a");
    assertThat(bare.forNewCard("").socket()).isEmpty();
  }

  /** A kind that can do whatever is asked, and needs a route. */
  private static final class Able implements BackendKind {
    @Override
    public String name() {
      return "able";
    }

    @Override
    public Recognition recognise(SocketFacts socket) {
      return Recognition.UNKNOWN;
    }

    @Override
    public Probe probe() {
      return new Probe("", true);
    }

    @Override
    public Support support(NetworkFeature feature) {
      return Support.yes(feature.written());
    }

    @Override
    public Optional<BackendProgram> program() {
      return Optional.of(new BackendProgram("abled", "", "install it"));
    }

    @Override
    public boolean needsRouteOut() {
      return true;
    }
  }

  private static Takeover able(BackendHost host, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("backend=able");
    return new Takeover(
        Plans.settings(LaunchForm.RUN, all.toArray(new String[0])),
        new Backends(FakePlugins.usual().with(Kind.BACKEND, new Able()).catalog(), "", host),
        false);
  }

  @Test
  void theAddressesOfQemusUserNetworkAreToldWithoutBeingAsked() throws LaunchException {
    assertThat(connects(able(BackendHost.BARE)).backend().request())
        .isEqualTo(asked(UserNetwork.ADDRESSES, new Resolver("the resolver 10.0.2.3", "10.0.2.3")));
    assertThat(connects(able(BackendHost.BARE, "addresses=host")).backend().request())
        .isEqualTo(NetworkRequest.NOTHING);
  }

  @Test
  void aResolverThatIsAskedForIsTheOnlyOne() throws LaunchException {
    Resolver resolver = new Resolver("dns=10.0.2.9", "10.0.2.9");
    assertThat(connects(able(BackendHost.BARE), resolver).backend().request())
        .isEqualTo(asked(resolver, UserNetwork.ADDRESSES));
  }

  @Test
  void aGuestWithoutIpv4HasNoneOfThoseAddresses() throws LaunchException {
    OneFamily ipv6 = new OneFamily("ipv4=off", true);
    assertThat(connects(able(BackendHost.BARE), ipv6).backend().request()).isEqualTo(asked(ipv6));
  }

  @Test
  void withoutARouteTheCardStaysUnlessItIsToBeConverted() throws LaunchException {
    BackendHost island =
        new BackendHost() {
          @Override
          public String help(BackendProgram program) {
            return "";
          }

          @Override
          public boolean hasRouteOut(boolean ipv6) {
            return false;
          }
        };
    stays(able(island), "this host has no default route, and able needs one", PORTS);
    OneFamily ipv6 = new OneFamily("ipv4=off", true);
    stays(able(island), "this host has no default route of IPv6, and able needs one", ipv6);
    OneFamily ipv4 = new OneFamily("ipv6=off", false);
    stays(able(island), "this host has no default route of IPv4, and able needs one", ipv4);
    assertThat(connects(able(island, "unsupported=convert"), PORTS).lost()).isEmpty();
  }

  @Test
  void aForwardedPortOfTheSettingsThatIsImpossibleIsAnError() {
    Takeover takeover =
        new Takeover(
            Plans.settings(LaunchForm.RUN, "backend=listening", "forward=80:80"),
            new Backends(
                FakePlugins.usual()
                    .with(Kind.BACKEND, new FakePlugins.Listening(List.of()))
                    .catalog(),
                "",
                BackendHost.BARE),
            false);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> takeover.decide("n0", NetworkRequest.NOTHING))
        .withMessageStartingWith("a backend of the kind listening cannot do forward=80:80: ");
  }
}
