// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.Plans;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.HubPort;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.QemuOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of cards and backends that meet on a hub, and what the user is told of them. */
final class CardsOnHubsTest {

  /** {@code -net nic} and {@code -net TYPE}, and {@code -netdev hubport}. */
  private record Hubs() implements ArgFilter {
    @Override
    public String name() {
      return "hubs";
    }

    @Override
    public int priority() {
      return 1;
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      String type = option.get("type");
      Provision provision = type.equals("none") ? Provision.NOBODY : Provision.HOST;
      Backend backend =
          new Backend(type, option.get("id"), provision, Set.of("id"), NetworkRequest.NOTHING);
      if (option.name().equals("netdev") && type.equals("hubport")) {
        return List.of(
            new Backend(
                type, option.get("id"), Provision.CONNECTED, Set.of("id"), NetworkRequest.NOTHING),
            new HubPort(option.get("hubid"), option.get("netdev")));
      }
      if (!option.name().equals("net")) {
        return List.of();
      }
      return type.equals("nic")
          ? List.of(new Nic(option.get("model"), Nic.Attachment.HUB, ""))
          : List.of(backend);
    }
  }

  private final Catalog catalog = FakePlugins.usual().with(Kind.FILTER, new Hubs()).catalog();

  private LaunchPlan plan(LaunchForm form, String line) throws LaunchException {
    return Plans.of(catalog, Plans.settings(form), "", line);
  }

  private String filled(String line) throws LaunchException {
    return String.join(" ", Plans.filled(plan(LaunchForm.BARE, line), "/s"));
  }

  private List<String> said(LaunchForm form, String line, Change.Kind kind) throws LaunchException {
    return plan(form, line).changes().stream()
        .filter(change -> change.kind() == kind)
        .map(Change::reason)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-net nic,model=e1000 -net user | -net nic,model=e1000 -net socket,fd=5",
        "-net user -net nic,model=e1000 | -net socket,fd=5 -net nic,model=e1000",
        "-net nic,model=e1000 | -net nic,model=e1000 -net socket,fd=5",
        "-net nic,model=e1000 -net nic,model=tulip -net user"
            + " | -net nic,model=e1000 -net nic,model=tulip -net socket,fd=5",
        "-net none | -net none",
        "-incoming defer -net nic,model=e1000 | -incoming defer -net nic,model=e1000",
      })
  void aHubOfNetGetsTheConnection(String line, String result) throws LaunchException {
    assertThat(filled(line)).isEqualTo(result);
  }

  @Test
  void aCardOnAPortOfAHubGetsTheBackendOfThatHub() throws LaunchException {
    String ports = "-netdev hubport,id=p0,hubid=7,netdev=n0 -netdev hubport,id=p1,hubid=7";
    assertThat(filled("-netdev user,id=n0 " + ports + " -device e1000,netdev=p1"))
        .isEqualTo("-netdev socket,fd=5,id=n0 " + ports + " -device e1000,netdev=p1");
    // Of another hub it is not.
    String line = "-netdev user,id=n0 " + ports + " -netdev hubport,id=p2,hubid=8";
    assertThat(filled(line + " -device e1000,netdev=p2"))
        .isEqualTo(line + " -device e1000,netdev=p2");
  }

  @Test
  void aSecondBackendOnAHubIsNamed() throws LaunchException {
    assertThat(
            said(
                LaunchForm.BARE,
                "-net nic,model=e1000 -net user -net user,id=b",
                Change.Kind.REMARK))
        .containsExactly(
            "-net user,id=b stays: it is the second backend on its hub, and only the first one is"
                + " replaced");
  }

  @Test
  void itIsSaidWhyNothingIsAdded() throws LaunchException {
    assertThat(said(LaunchForm.BARE, "-net none", Change.Kind.NOTHING))
        .containsExactly("-net none says that no network is wanted");
    assertThat(said(LaunchForm.BARE, "-incoming defer -S", Change.Kind.NOTHING))
        .containsExactly(
            "no network card is added to a guest that ran before (-incoming, -loadvm)");
    assertThat(said(LaunchForm.BARE, "-loadvm x -device e1000", Change.Kind.NOTHING))
        .containsExactly("nothing is added to a guest that ran before (-incoming, -loadvm)");
    assertThat(said(LaunchForm.RUN, "-nodefaults", Change.Kind.NOTHING))
        .containsExactly("QEMU alone gives this guest no network card");
  }

  @Test
  void theReasonNamesTheCardThatAConnectionIsFor() throws LaunchException {
    String card = "-device e1000,netdev=n0";
    assertThat(said(LaunchForm.BARE, card + " -netdev user,id=n0", Change.Kind.CHANGED))
        .containsExactly("the backend of the network card " + card);
    assertThat(said(LaunchForm.BARE, "-net nic,model=e1000", Change.Kind.ADDED))
        .containsExactly("the hub on which -net nic,model=e1000 is has no backend");
  }
}
