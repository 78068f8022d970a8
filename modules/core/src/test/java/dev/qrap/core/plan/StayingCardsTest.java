// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.Plans;
import dev.qrap.spi.AddedOption;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Availability;
import dev.qrap.spi.Backend;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.HostName;
import dev.qrap.spi.NetworkFeature.Isolation;
import dev.qrap.spi.NetworkFeature.Refused;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is said of cards that stay as they are, and what a strategy adds beside those that do not.
 */
final class StayingCardsTest {

  private static final String CARD = "-device e1000,netdev=n0 -netdev user,id=n0";

  /** {@code -netdev user} that asks for something. */
  private record Asking(List<NetworkFeature> features) implements ArgFilter {
    @Override
    public String name() {
      return "asking";
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      NetworkRequest request = new NetworkRequest(features);
      return option.name().equals("netdev")
          ? List.of(
              new Backend("user", option.get("id"), Backend.Provision.HOST, Set.of("id"), request))
          : List.of();
    }
  }

  /** A way on a descriptor that adds an object for each connection. */
  private record Beside() implements ExecStrategy {
    @Override
    public String name() {
      return "descriptor";
    }

    @Override
    public Availability available(Guest guest) {
      return Availability.YES;
    }

    @Override
    public Need need() {
      return Need.CONNECTED_DESCRIPTOR;
    }

    @Override
    public Netdev netdev(Guest guest) {
      return new Netdev("socket", "fd", List.of());
    }

    @Override
    public List<AddedOption> options(Guest guest) {
      Property id = Property.text("id", guest.name() + "-toast");
      return List.of(new AddedOption("object", "toast", "", List.of(id)));
    }
  }

  private static LaunchPlan plan(FakeCatalog fakes, String line, String... settings)
      throws LaunchException {
    return Plans.of(fakes.catalog(), Plans.settings(LaunchForm.RUN, settings), "", line);
  }

  private static LaunchPlan asking(NetworkFeature feature, String... settings)
      throws LaunchException {
    FakeCatalog fakes =
        new FakeCatalog()
            .with(Kind.FILTER, new FakePlugins.Cards())
            .with(Kind.FILTER, new Asking(List.of(feature)))
            .with(Kind.MACHINE, new FakePlugins.Board())
            .with(Kind.EXEC, new FakePlugins.Descriptor())
            .with(Kind.BACKEND, new FakePlugins.Passt());
    return plan(fakes, CARD, settings);
  }

  private static List<String> said(LaunchPlan plan) {
    return plan.changes().stream().map(change -> change.kind() + " " + change.reason()).toList();
  }

  private static String line(LaunchPlan plan) {
    List<String> arguments = new ArrayList<>();
    for (Argument argument : plan.arguments()) {
      arguments.add(argument.display());
    }
    return String.join(" ", arguments);
  }

  @Test
  void aCardThatMustStayIsNamedWithTheReason() throws LaunchException {
    LaunchPlan plan = asking(new Isolation("restrict=on"));
    assertThat(line(plan)).isEqualTo(CARD);
    assertThat(plan.edits()).isFalse();
    assertThat(said(plan))
        .hasSize(1)
        .allMatch(
            said ->
                said.startsWith(
                    "REMARK -netdev user,id=n0 stays on QEMU's own network: restrict=on"));
  }

  @Test
  void whatQemuRefusesIsSaidToBeItsOwn() throws LaunchException {
    LaunchPlan plan = asking(new Refused("hostname=" + "x".repeat(256)));
    assertThat(line(plan)).isEqualTo(CARD);
    assertThat(plan.edits()).isFalse();
    assertThat(said(plan))
        .containsExactly("NOTHING -netdev user,id=n0 is left to QEMU, since QEMU 7.2 refuses it");
  }

  @Test
  void whatIsLostIsSaidOfACardThatIsConnected() throws LaunchException {
    LaunchPlan plan = asking(new HostName("hostname=h", "h"));
    assertThat(plan.edits()).isTrue();
    assertThat(said(plan)).anyMatch(said -> said.contains("hostname=h is lost: there is nothing"));
  }

  private static FakeCatalog beside() {
    return new FakeCatalog()
        .with(Kind.FILTER, new FakePlugins.Cards())
        .with(Kind.FILTER, new FakePlugins.Backends())
        .with(Kind.MACHINE, new FakePlugins.Board())
        .with(Kind.EXEC, new Beside())
        .with(Kind.BACKEND, new FakePlugins.Passt());
  }

  @Test
  void whatNobodyConnectsStaysSo() throws LaunchException {
    String none = "-device e1000,netdev=n0 -netdev none,id=n0";
    LaunchPlan plan = plan(beside(), none);
    assertThat(line(plan)).isEqualTo(none);
    assertThat(said(plan)).containsExactly("NOTHING -netdev none,id=n0 has no backend");
  }

  /** On which way ever a card gets its connection, what belongs to the connection comes too. */
  @Test
  void whatAStrategyAddsComesWithEachConnection() throws LaunchException {
    for (String cards : List.of("-m 64", CARD, "-device e1000", "-device e1000,netdev=n7")) {
      assertThat(line(plan(beside(), cards)))
          .as(cards)
          .containsOnlyOnce(" -object toast,id=qrap0-toast");
    }
  }
}
