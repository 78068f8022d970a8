// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.plan.RunningBackends.RunningBackend;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.FakeQemu;
import dev.qrap.core.testing.Plans;
import dev.qrap.core.testing.Processes;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.Availability;
import dev.qrap.spi.Backend;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.HubPort;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a strategy is chosen for a card, a line and a backend, and what the plan says of it. */
final class AutoStrategyTest {

  private static final QemuCommand KVM = new QemuCommand("kvm", "/usr/bin/kvm");
  private static final Selection AUTO = new Selection(Map.of(), Set.of(), true);

  private static final RunningBackend FRAMES =
      new RunningBackend("/run/frames", Protocol.FRAMES, false);

  private static final RunningBackend VHOST =
      new RunningBackend("/run/vhost", Protocol.VHOST_USER, true);

  /** What the strategies were asked about. */
  private static final List<Guest> ASKED = new ArrayList<>();

  /** By a path, through shared memory, for one sort of card. */
  private record Sharing() implements ExecStrategy {
    @Override
    public String name() {
      return "sharing";
    }

    @Override
    public int priority() {
      return -3;
    }

    @Override
    public Availability available(Guest guest) {
      ASKED.add(guest);
      return guest.card().equals("fast") ? Availability.YES : Availability.no("not fast");
    }

    @Override
    public boolean recommended(Guest guest) {
      return true;
    }

    @Override
    public Need need() {
      return Need.SOCKET_PATH;
    }

    @Override
    public Protocol protocol() {
      return Protocol.VHOST_USER;
    }

    @Override
    public boolean needsSharedMemory(Guest guest) {
      return guest.memory().shareable();
    }

    @Override
    public Netdev netdev(Guest guest) {
      return new Netdev("vhost", "path", List.of());
    }
  }

  /** QEMU starts a backend of the kind toast. */
  private record ByQemu() implements ExecStrategy {
    @Override
    public String name() {
      return "byqemu";
    }

    @Override
    public int priority() {
      return -4;
    }

    @Override
    public Availability available(Guest guest) {
      return Availability.YES;
    }

    @Override
    public boolean recommended(Guest guest) {
      return true;
    }

    @Override
    public Need need() {
      return Need.NONE;
    }

    @Override
    public String startsBackend() {
      return "toast";
    }

    @Override
    public Netdev netdev(Guest guest) {
      List<Property> settings = new ArrayList<>();
      guest.backendArguments().forEach(word -> settings.add(Property.item("param", word)));
      return new Netdev("toast", "", settings);
    }
  }

  /** A kind that can be started in each way. */
  private record Toast(boolean vhostUser) implements BackendKind {
    @Override
    public String name() {
      return "toast";
    }

    @Override
    public Recognition recognise(SocketFacts socket) {
      return Recognition.UNKNOWN;
    }

    @Override
    public Probe probe() {
      return new Probe("", false);
    }

    @Override
    public Optional<BackendProgram> program() {
      return Optional.of(new BackendProgram("toastd", "", "buy it"));
    }

    @Override
    public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
      boolean possible =
          !(attachment instanceof Attachment.Path path)
              || (vhostUser && path.protocol() == Protocol.VHOST_USER);
      return possible
          ? Optional.of(
              new StartCommand(
                  List.of("-t", "a,b", "-t", "c"),
                  StartCommand.Lifetime.GOES_INTO_BACKGROUND,
                  List.of()))
          : Optional.empty();
    }
  }

  /** Any card of -device, -netdev user and ports of hubs. */
  private record Parts() implements ArgFilter {
    @Override
    public String name() {
      return "parts";
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      if (option.name().equals("device") && !option.get("netdev").isEmpty()) {
        String netdev = option.get("netdev");
        return List.of(new Nic(option.get("driver"), Nic.Attachment.NETDEV, netdev));
      }
      if (!option.name().equals("netdev")) {
        return List.of();
      }
      Backend backend =
          new Backend(
              option.get("type"),
              option.get("id"),
              option.get("type").equals("user")
                  ? Backend.Provision.HOST
                  : Backend.Provision.CONNECTED,
              Set.of("id"),
              NetworkRequest.NOTHING);
      return option.get("type").equals("hubport")
          ? List.of(backend, new HubPort("1", option.get("netdev")))
          : List.of(backend);
    }
  }

  private final FakeCatalog fakes =
      new FakeCatalog()
          .with(Kind.FILTER, new Parts())
          .with(Kind.EXEC, new FakePlugins.Descriptor())
          .with(Kind.EXEC, new Sharing());

  private LaunchPlan plan(
      Selection selection, List<RunningBackend> running, String start, String line)
      throws LaunchException {
    ASKED.clear();
    Catalog catalog = fakes.catalog(selection);
    return new Planner(
            catalog,
            Processes.of(List.of()),
            path -> "",
            Plans.settings(LaunchForm.BARE, "cards=all", "start=" + start),
            new Backends(catalog, "", BackendHost.BARE),
            socket -> running)
        .plan(
            new Invocation(Invocation.Mode.PATCH, 0, "", List.of(line.split(" "))),
            List.of(KVM),
            FakeQemu.of(KVM));
  }

  private static String netdevs(LaunchPlan plan) {
    StringBuilder netdevs = new StringBuilder();
    for (int i = 1; i < plan.arguments().size(); i++) {
      String option = plan.arguments().get(i - 1).display();
      if (option.equals("-netdev") || option.equals("-object") || option.equals("-machine")) {
        netdevs.append(option).append(' ').append(plan.arguments().get(i).display()).append('\n');
      }
    }
    return netdevs.toString();
  }

  private static List<String> reasons(LaunchPlan plan) {
    List<String> reasons = new ArrayList<>();
    for (Change change : plan.changes()) {
      if (change.kind() == Change.Kind.NOTHING) {
        reasons.add(change.reason());
      }
    }
    return reasons;
  }

  private static final String FAST = "-M q35 -m 1G -netdev user,id=n0 -device fast,netdev=n0";
  private static final String SLOW = "-M q35 -m 1G -netdev user,id=n0 -device slow,netdev=n0";

  @Test
  void theBackendThatRunsDecidesAndThePlanSaysWhy() throws LaunchException {
    LaunchPlan vhost = plan(AUTO, List.of(VHOST), "no", FAST);
    assertThat(netdevs(vhost)).contains("-netdev vhost,path=<socket>,id=n0");
    assertThat(reasons(vhost))
        .containsExactly(
            "exec=auto uses sharing, which serves this guest best",
            "descriptor is not available: it needs a backend that speaks plain Ethernet frames, and"
                + " the one at /run/vhost speaks vhost-user");
    LaunchPlan frames = plan(AUTO, List.of(FRAMES), "no", FAST);
    assertThat(netdevs(frames)).isEqualTo("-netdev socket,fd=<descriptor>,id=n0\n");
    assertThat(reasons(frames))
        .containsExactly(
            "exec=auto uses descriptor: no strategy is available that would serve this guest"
                + " better",
            "sharing is not available: it needs a backend that speaks vhost-user, and the one at"
                + " /run/frames speaks plain Ethernet frames");
    List<RunningBackend> both = List.of(VHOST, FRAMES);
    assertThat(netdevs(plan(AUTO, both, "no", FAST))).contains("-netdev vhost,");
    assertThat(netdevs(plan(AUTO, both, "no", SLOW))).contains("-netdev socket,");
    assertThat(ASKED).extracting(Guest::reconnects).containsOnly(false);
  }

  @Test
  void aCardThatItDoesNotFitGetsAnother() throws LaunchException {
    assertThat(reasons(plan(AUTO, List.of(), "no", SLOW)))
        .contains("sharing is not available: not fast");
    fakes.with(Kind.BACKEND, new Toast(true));
    LaunchPlan both =
        plan(AUTO, List.of(), "always", SLOW + " -netdev user,id=n1 -device fast,netdev=n1");
    assertThat(netdevs(both))
        .isEqualTo(
            """
            -netdev socket,fd=<descriptor>,id=n0
            -netdev vhost,path=<socket>,id=n1
            -object memory-backend-memfd,id=qrap1-memory,size=1G,share=on
            -machine memory-backend=qrap1-memory
            """);
  }

  @Test
  void theMemoryIsSharedOnceForAllCards() throws LaunchException {
    fakes.with(Kind.BACKEND, new Toast(true));
    LaunchPlan both =
        plan(AUTO, List.of(), "always", FAST + " -netdev user,id=n1 -device fast,netdev=n1");
    assertThat(netdevs(both)).containsOnlyOnce("-object").containsOnlyOnce("memory-backend=");
  }

  @Test
  void aBackendThatCannotBeStartedToSpeakItIsALine() throws LaunchException {
    fakes.with(Kind.BACKEND, new Toast(false));
    LaunchPlan plan = plan(AUTO, List.of(), "always", FAST);
    assertThat(netdevs(plan)).isEqualTo("-netdev socket,fd=<descriptor>,id=n0\n");
    assertThat(reasons(plan))
        .contains(
            "sharing is not available: the toast of this host cannot be started to speak vhost-user;"
                + " install a newer one, or say exec=descriptor");
  }

  @Test
  void aCardBehindAHubIsNoneThatAStrategyKnows() throws LaunchException {
    plan(
        AUTO,
        List.of(),
        "no",
        FAST.replace("netdev=n0", "netdev=h1")
            + " -netdev hubport,id=h0,hubid=1,netdev=n0 -netdev hubport,id=h1,hubid=1");
    assertThat(ASKED).extracting(Guest::card).containsExactly("");
  }

  @Test
  void qemuConnectsAgainOnlyWhereNobodyElseCanListen() throws LaunchException {
    plan(AUTO, List.of(VHOST), "no", FAST);
    assertThat(ASKED).extracting(Guest::reconnects).containsOnly(true);
    plan(AUTO, List.of(FRAMES), "no", FAST);
    assertThat(ASKED).extracting(Guest::reconnects).containsOnly(false);
    Selection named = new Selection(Map.of("exec", "sharing"), Set.of(), false);
    plan(named, List.of(FRAMES), "no", FAST);
    assertThat(ASKED).extracting(Guest::reconnects).containsOnly(true);
    fakes.with(Kind.BACKEND, new Toast(true));
    plan(named, List.of(), "always", FAST);
    assertThat(ASKED).extracting(Guest::reconnects).containsOnly(false);
  }

  @Test
  void whatQemuStartsIsToldWhatTheKindSays() throws LaunchException {
    fakes.with(Kind.EXEC, new ByQemu()).with(Kind.BACKEND, new Toast(false));
    Selection named = new Selection(Map.of("exec", "byqemu"), Set.of(), false);
    LaunchPlan plan = plan(named, List.of(), "no", FAST);
    assertThat(netdevs(plan))
        .isEqualTo("-netdev toast,param=-t,param=a,,b,param=-t,param=c,id=n0\n");
    assertThat(plan.connections().get(0).byQemu()).isTrue();
    String json = FAST.replace("user,id=n0", "{\"type\":\"user\",\"id\":\"n0\"}");
    assertThat(netdevs(plan(named, List.of(), "no", json)))
        .isEqualTo(
            "-netdev {\"type\":\"toast\",\"param\":[{\"str\":\"-t\"},{\"str\":\"a,b\"},"
                + "{\"str\":\"-t\"},{\"str\":\"c\"}],\"id\":\"n0\"}\n");
  }

  @Test
  void qemuMustBeAllowedToStartPrograms() {
    fakes.with(Kind.EXEC, new ByQemu()).with(Kind.BACKEND, new Toast(false));
    Selection named = new Selection(Map.of("exec", "byqemu"), Set.of(), false);
    String line = FAST + " -sandbox on,obsolete=deny,spawn=deny";
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> plan(named, List.of(), "no", line))
        .withMessageContaining(
            "byqemu is not available: with -sandbox spawn=deny, QEMU cannot start a backend");
  }

  @Test
  void whatQemuStartsIsUsedByAutoOnlyIfABackendIsStarted() throws LaunchException {
    fakes.with(Kind.EXEC, new ByQemu()).with(Kind.BACKEND, new Toast(false));
    assertThat(netdevs(plan(AUTO, List.of(), "always", SLOW))).startsWith("-netdev toast,");
    LaunchPlan running = plan(AUTO, List.of(FRAMES), "no", SLOW);
    assertThat(netdevs(running)).isEqualTo("-netdev socket,fd=<descriptor>,id=n0\n");
    assertThat(reasons(running))
        .contains(
            "byqemu is not available: a backend that runs already is to be used, and QEMU would"
                + " start one of its own");
  }
}
