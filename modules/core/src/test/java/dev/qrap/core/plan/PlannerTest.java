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
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.qemu.Emulator;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.FakePlugins.Strategy;
import dev.qrap.core.testing.FakeQemu;
import dev.qrap.core.testing.Plans;
import dev.qrap.core.testing.Processes;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Availability;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planning under {@code replace} with small plugins of the test's own, see {@link FakePlugins}. */
final class PlannerTest {

  private static final Backends NO_BACKENDS =
      new Backends(new FakeCatalog().catalog(), "", BackendHost.BARE);

  private static final List<QemuCommand> KVM = List.of(new QemuCommand("kvm", "/usr/bin/kvm"));
  private static final ProcessContext PROCESS = Processes.of(List.of());
  private static final Netdev SOCKET = new Netdev("socket", "fd", List.of());

  private final FakeCatalog fakes = FakePlugins.filters();

  private static LaunchPlan plan(Catalog catalog, ProcessContext process, String line)
      throws LaunchException {
    Invocation invocation = Invocation.of(List.of(line.split(" ", -1)), 1024);
    return new Planner(
            catalog,
            process,
            path -> "",
            Plans.settings(NicPolicy.REPLACE),
            new Backends(catalog, "", BackendHost.BARE),
            RunningBackends.NONE)
        .plan(invocation, KVM, FakeQemu.of(KVM.get(0)));
  }

  /** What becomes of a line, with the plugins of a catalog. */
  private static String patched(Catalog catalog, String line) throws LaunchException {
    List<String> arguments = new ArrayList<>();
    for (Argument argument : plan(catalog, PROCESS, line).arguments()) {
      arguments.add(argument.display());
    }
    return String.join(" ", arguments);
  }

  private static String patched(String line) throws LaunchException {
    return patched(FakePlugins.usual().catalog(), line);
  }

  @Test
  void theNetworkIsRemovedAndOneCardIsAddedAtTheEnd() throws LaunchException {
    assertThat(
            patched(
                "-machine board -netdev user,id=n0 -device disk -device e1000,netdev=n0 -m 64 x.img"))
        .isEqualTo(
            "-machine board -device disk -m 64 x.img"
                + " -device board-nic,slot=1,netdev=hostnet0,burst=64"
                + " -netdev socket,fd=<descriptor>,id=hostnet0");
  }

  @Test
  void whatStaysKeepsItsTextAndItsPlace() throws LaunchException {
    String kept =
        "disk.img --device {\"driver\":'disk',\"slot\":2} - -append -netdev  -m -fancy thing -device";
    assertThat(patched(kept)).startsWith(kept + " -net nic,");
  }

  @Test
  void anAddressThatAKeptDeviceHasIsTaken() throws LaunchException {
    assertThat(
            patched("-M board -device disk,slot=1 -device e1000,netdev=n0,slot=2 -device a,slot=3"))
        .contains(" -device board-nic,slot=2,");
  }

  @Test
  void referencesToWhatWasRemovedAreRemoved() throws LaunchException {
    assertThat(
            patched(
                "-set device.net0.mac=x -device disk,id=d0 -device e1000,netdev=n0,id=net0"
                    + " -netdev user,id=n0 -set netdev.n0.restrict=on"
                    + " -object filter-dump,id=f,netdev=n0"))
        .startsWith("-device disk,id=d0 -net nic,netdev=");
  }

  @Test
  void referencesToWhatStaysAreKept() throws LaunchException {
    String kept =
        "-device disk,id=d0 -set device.d0.slot=2 -set device.n0.x=y -set netdev.net0.x=y"
            + " -object filter-dump,id=f,netdev=other -set chardev";
    assertThat(patched(kept + " -device e1000,netdev=n0,id=net0 -netdev user,id=n0"))
        .startsWith(kept + " -net nic,netdev=");
  }

  @Test
  void whereAKeptDeviceIsJsonTheAddedOptionsAre() throws LaunchException {
    assertThat(patched("-M board -device disk -device {\"driver\":\"disk\",\"slot\":\"1\"}"))
        .endsWith(
            " -device {\"driver\":\"board-nic\",\"slot\":\"2\",\"netdev\":\"hostnet0\",\"burst\":64}"
                + " -netdev {\"type\":\"socket\",\"fd\":\"<descriptor>\",\"id\":\"hostnet0\"}");
  }

  @Test
  void jsonOfARemovedCardOrOfNoDeviceDoesNotCount() throws LaunchException {
    assertThat(
            patched(
                "-device disk -device {\"driver\":\"e1000\",\"netdev\":\"n0\"}"
                    + " -netdev {\"type\":\"user\",\"id\":\"n0\"} -object {\"id\":\"o\"}"
                    + " -device {\"driver\":"))
        .isEqualTo(
            "-device disk -object {\"id\":\"o\"} -device {\"driver\":"
                + " -net nic,netdev=hostnet0 -netdev socket,fd=<descriptor>,id=hostnet0");
  }

  @Test
  void aCardIsAddedAlsoWhereNoOtherDeviceIs() throws LaunchException {
    assertThat(patched("-M board -device e1000,netdev=n0 -netdev user,id=n0"))
        .isEqualTo(
            "-M board -device board-nic,slot=1,netdev=hostnet0,burst=64"
                + " -netdev socket,fd=<descriptor>,id=hostnet0");
  }

  @Test
  void everyChangeIsNamedWithItsReason() throws LaunchException {
    String line =
        "-M board -device disk -set device.net0.a=b -device e1000,netdev=n0,id=net0 -netdev tap,id=n0";
    List<String> changes = new ArrayList<>();
    for (Change change : plan(FakePlugins.usual().catalog(), PROCESS, line).changes()) {
      changes.add(
          change.kind() + " " + change.text() + ": " + change.reason() + ", " + change.rule());
    }
    assertThat(changes)
        .containsExactly(
            "REMOVED -set device.net0.a=b: it refers to net0, which was removed, replace",
            "REMOVED -device e1000,netdev=n0,id=net0: network card e1000, recognised by filter"
                + " cards, replace",
            "REMOVED -netdev tap,id=n0: network backend tap, recognised by filter backends, replace",
            "ADDED -device board-nic,slot=1,netdev=hostnet0,burst=64: on machine board: slot 1 is"
                + " free, machine board",
            "ADDED -netdev socket,fd=<descriptor>,id=hostnet0: the connection to the backend,"
                + " replace");
  }

  @Test
  void whereThereIsNoPlaceThePlanFails() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> patched("-M board-2 -device a,slot=1 -device b,slot=2 -device c,slot=3"))
        .withMessage(
            "no address for a network card on machine 'board-2' (profile board): slots 1 to 3 are"
                + " taken");
  }

  @Test
  void aMachineThatNoProfileKnowsGetsItsOwnCard() throws LaunchException {
    assertThat(patched("-M other -device disk"))
        .isEqualTo(
            "-M other -device disk -net nic,netdev=hostnet0"
                + " -netdev socket,fd=<descriptor>,id=hostnet0");
  }

  @ParameterizedTest
  @CsvSource({
    "'0,1,2', 5",
    "'0,1,2,5', 3",
    "'0,1,2,3,4,5', 6",
    "'0,1,2,3,5', 4",
    "'5', 3",
    "'3,4,5,6,7,9', 8",
  })
  void theConnectionIsOnFiveOrTheLowestFreeDescriptor(String inherited, int descriptor)
      throws LaunchException {
    Integer[] descriptors =
        List.of(inherited.split(",")).stream().map(Integer::valueOf).toArray(Integer[]::new);
    LaunchPlan plan =
        plan(FakePlugins.usual().catalog(), Processes.withDescriptors(1024, descriptors), "-S");
    assertThat(Plans.descriptor(plan)).isEqualTo(descriptor);
    assertThat(Plans.filled(plan, "")).endsWith("socket,fd=" + descriptor + ",id=hostnet0");
  }

  @Test
  void withoutAFreeDescriptorBelowTheLimitThePlanFails() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(
            () ->
                plan(
                    FakePlugins.usual().catalog(),
                    Processes.withDescriptors(6, 0, 1, 2, 3, 4, 5),
                    "-S"))
        .withMessage("no descriptor is free below the limit of 6; raise it with ulimit -n");
  }

  @Test
  void theExplicitFormChangesNothing() throws LaunchException {
    String line = "7 kvm -netdev user,id=n0 -device e1000,netdev=n0";
    LaunchPlan plan = plan(new FakeCatalog().catalog(), PROCESS, line);
    assertThat(Plans.filled(plan, "/tmp/a"))
        .containsExactly("-netdev", "user,id=n0", "-device", "e1000,netdev=n0");
    assertThat(Plans.need(plan)).isEqualTo(Need.CONNECTED_DESCRIPTOR);
    assertThat(Plans.descriptor(plan)).isEqualTo(7);
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void theFamilyThatRecognisedACardIsNamed() throws LaunchException {
    LaunchPlan plan =
        plan(FakePlugins.usual().catalog(), PROCESS, "-device tulip,netdev=n0 -netdev user,id=n0");
    assertThat(plan.changes().get(0).reason())
        .isEqualTo("network card tulip, recognised by filter tulips");
  }

  @Test
  void cardsOfAnExcludedFamilyAreLeftToTheNextFilter() throws LaunchException {
    Selection withoutTulips = new Selection(Map.of(), Set.of("filter:tulips"), false);
    String line = "-device tulip -device e1000 -S";
    assertThat(patched(line)).startsWith("-S -net nic,");
    assertThat(patched(FakePlugins.usual().catalog(withoutTulips), line))
        .startsWith("-device tulip -S -net nic,");

    Filter next = new Filter(-1, () -> List.of(new Nic("any", Nic.Attachment.NONE, "")), "broken");
    FakeCatalog fakes = FakePlugins.usual().with(Kind.FILTER, next);
    LaunchPlan plan = plan(fakes.catalog(withoutTulips), PROCESS, "-device tulip");
    assertThat(plan.changes().get(0).reason())
        .isEqualTo("network card any, recognised by filter broken");
  }

  @Test
  void aFilterThatNamesAFamilyThatItDoesNotHaveIsLeftOut() throws LaunchException {
    List<NetworkPart> card = List.of(new Nic("any", Nic.Attachment.NONE, ""));
    assertThat(
            reasonOfRejection(
                FakePlugins.usual().with(Kind.FILTER, new Filter(1, () -> card, "other"))))
        .isEqualTo("its method family returned 'other', which families() does not have");
    assertThat(
            reasonOfRejection(
                FakePlugins.usual().with(Kind.FILTER, new Filter(1, () -> card, null))))
        .isEqualTo("its method family returned null");
  }

  /** A filter that does what a test says; usually it is asked before all others. */
  private record Filter(int priority, Supplier<List<NetworkPart>> answer, String family)
      implements ArgFilter {

    Filter(Supplier<List<NetworkPart>> answer) {
      this(1, answer, "broken");
    }

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      return answer.get();
    }

    @Override
    public String family(QemuOption option) {
      return family;
    }
  }

  /** A profile, asked before all others, that does what a test says. */
  private record Profile(Supplier<Placement> answer) implements MachineProfile {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public int priority() {
      return 1;
    }

    @Override
    public boolean supports(Machine machine) {
      return true;
    }

    @Override
    public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
      return answer.get();
    }
  }

  /** Plans a line with a card as if the broken plugin were not there, and says why it is not. */
  private static String reasonOfRejection(FakeCatalog fakes) throws LaunchException {
    Catalog catalog = fakes.catalog();
    String line = "-M board -device disk -device e1000,netdev=n0 -netdev user,id=n0";
    assertThat(patched(catalog, line)).isEqualTo(patched(line));
    assertThat(catalog.unused()).hasSize(1);
    PluginInfo broken = catalog.unused().get(0);
    assertThat(broken.name()).isEqualTo("broken");
    assertThat(broken.state()).isEqualTo(PluginInfo.State.REJECTED);
    return broken.reason();
  }

  @Test
  void aFilterThatFailsIsLeftOut() throws LaunchException {
    Filter failing =
        new Filter(
            () -> {
              throw new IllegalStateException("no luck");
            });
    assertThat(reasonOfRejection(FakePlugins.usual().with(Kind.FILTER, failing)))
        .isEqualTo("its method examine failed: no luck");
    assertThat(
            reasonOfRejection(
                FakePlugins.usual()
                    .with(
                        Kind.FILTER,
                        new Filter(
                            () -> {
                              throw new NoSuchMethodError("gone");
                            }))))
        .isEqualTo("it was built against another version of what it uses: gone");
    assertThat(reasonOfRejection(FakePlugins.usual().with(Kind.FILTER, new Filter(() -> null))))
        .isEqualTo("its method examine returned null");
  }

  @Test
  void aProfileThatFailsIsLeftOut() throws LaunchException {
    Profile failing =
        new Profile(
            () -> {
              throw new IllegalStateException("no luck");
            });
    assertThat(reasonOfRejection(FakePlugins.usual().with(Kind.MACHINE, failing)))
        .isEqualTo("its method place failed: no luck");
    assertThat(
            reasonOfRejection(
                FakePlugins.usual()
                    .with(
                        Kind.MACHINE,
                        new Profile(
                            () -> {
                              throw new NoSuchMethodError("gone");
                            }))))
        .isEqualTo("it was built against another version of what it uses: gone");
    assertThat(reasonOfRejection(FakePlugins.usual().with(Kind.MACHINE, new Profile(() -> null))))
        .isEqualTo("its method place returned null");
  }

  /** The user wants this one: silently taking another would be wrong. */
  @Test
  void aProfileThatASettingNamesAndThatFailsStopsTheLaunch() {
    FakeCatalog broken = FakePlugins.usual().with(Kind.MACHINE, new Profile(() -> null));
    Catalog catalog = broken.catalog(new Selection(Map.of("machine", "broken"), Set.of(), false));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> patched(catalog, "-device disk"))
        .withMessage(
            "the plugin that the setting machine=broken names cannot be used: its method place"
                + " returned null; fix the plugin, or change the setting");
  }

  @Test
  void theFirstProfileThatSupportsTheMachineIsAsked() throws LaunchException {
    Profile first =
        new Profile(() -> new NicPlacement("first-nic", List.of(), List.of(), "it is first"));
    assertThat(patched(FakePlugins.usual().with(Kind.MACHINE, first).catalog(), "-device disk"))
        .contains(" -device first-nic,netdev=hostnet0 ");
  }

  @Test
  void theFirstFilterThatRecognisesAnOptionSettlesIt() throws LaunchException {
    Filter nothing = new Filter(List::of);
    String line = "-device disk -netdev user,id=n0";
    assertThat(patched(FakePlugins.usual().with(Kind.FILTER, nothing).catalog(), line))
        .isEqualTo(patched(line));
  }

  @Test
  void aStrategyThatFailsIsLeftOut() throws LaunchException {
    Strategy unavailable = new Strategy("broken", 1, null, Need.NONE, SOCKET);
    assertThat(reasonOfRejection(FakePlugins.usual().with(Kind.EXEC, unavailable)))
        .isEqualTo("its method available returned null");
    Strategy needless = new Strategy("broken", 1, Availability.YES, null, SOCKET);
    assertThat(reasonOfRejection(FakePlugins.usual().with(Kind.EXEC, needless)))
        .isEqualTo("its method need returned null");
    Strategy mute = new Strategy("broken", 1, Availability.YES, Need.NONE, null);
    assertThat(reasonOfRejection(FakePlugins.usual().with(Kind.EXEC, mute)))
        .isEqualTo("its method netdev returned null");
  }

  @Test
  void theFirstStrategyThatIsAvailableIsUsed() throws LaunchException {
    Netdev stream = new Netdev("stream", "addr.path", List.of(Property.text("addr.type", "unix")));
    fakes
        .with(Kind.EXEC, new Strategy("a", 2, Availability.no("too old"), Need.NONE, SOCKET))
        .with(Kind.EXEC, new Strategy("b", 1, Availability.YES, Need.SOCKET_PATH, stream))
        .with(Kind.EXEC, new FakePlugins.Descriptor());
    LaunchPlan plan = plan(fakes.catalog(), PROCESS, "-device disk");
    assertThat(Plans.need(plan)).isEqualTo(Need.SOCKET_PATH);
    assertThat(Plans.filled(plan, "/tmp/a,b"))
        .endsWith("-netdev", "stream,addr.path=/tmp/a,,b,addr.type=unix,id=hostnet0");
  }

  @Test
  void inJsonAPathIsWrittenAsAnObject() throws LaunchException {
    Netdev stream = new Netdev("stream", "addr.path", List.of(Property.text("addr.type", "unix")));
    fakes.with(Kind.EXEC, new Strategy("b", 1, Availability.YES, Need.SOCKET_PATH, stream));
    assertThat(Plans.filled(plan(fakes.catalog(), PROCESS, "-device {}"), "/tmp/a\"b"))
        .endsWith(
            "-netdev",
            "{\"type\":\"stream\",\"addr\":{\"path\":\"/tmp/a\\\"b\",\"type\":\"unix\"},"
                + "\"id\":\"hostnet0\"}");
  }

  @Test
  void aStrategyMayNeedNothing() throws LaunchException {
    Netdev user = new Netdev("user", "", List.of(Property.text("restrict", "on")));
    fakes.with(Kind.EXEC, new Strategy("b", 1, Availability.YES, Need.NONE, user));
    assertThat(patched(fakes.catalog(), "-S"))
        .isEqualTo("-S -net nic,netdev=hostnet0 -netdev user,restrict=on,id=hostnet0");
    assertThat(Plans.need(plan(fakes.catalog(), Processes.withDescriptors(3, 0, 1, 2), "-S")))
        .isEqualTo(Need.NONE);
  }

  private LaunchPlan preferring(String help) throws LaunchException {
    Netdev stream = new Netdev("stream", "path", List.of());
    Selection auto = new Selection(Map.of(), Set.of(), true);
    Catalog catalog =
        FakePlugins.filters()
            .with(Kind.EXEC, new Strategy("stream", -1, Availability.YES, Need.SOCKET_PATH, stream))
            .with(Kind.EXEC, new FakePlugins.Descriptor())
            .catalog(auto);
    Invocation invocation = Invocation.of(List.of("-S"), 1024);
    return new Planner(
            catalog,
            PROCESS,
            path -> "",
            Plans.settings(NicPolicy.REPLACE),
            new Backends(catalog, "", BackendHost.BARE),
            RunningBackends.NONE)
        .plan(invocation, KVM, new FakeQemu("/usr/bin/kvm", "x86_64", help, ""));
  }

  @Test
  void aStrategyThatRecommendsItselfIsPreferredWhereThatIsAskedFor() throws LaunchException {
    assertThat(Plans.need(preferring("-netdev stream,reconnect"))).isEqualTo(Need.SOCKET_PATH);
    assertThat(Plans.need(preferring("-netdev user"))).isEqualTo(Need.CONNECTED_DESCRIPTOR);
  }

  /** How QEMU connects if somebody else's strategy recommends itself and has a high priority. */
  private static Need besideForeign(Selection selection, Strategy... own) throws LaunchException {
    Netdev dial = new Netdev("dial", "path", List.of());
    FakeCatalog strategies = FakePlugins.filters();
    for (Strategy strategy : own) {
      strategies.with(Kind.EXEC, strategy);
    }
    strategies.with(
        Kind.EXEC,
        FakePlugins.foreign(
            new Strategy("org.example.dial", 100, Availability.YES, Need.SOCKET_PATH, dial)));
    Catalog catalog = strategies.catalog(selection);
    Backends backends = new Backends(catalog, "", BackendHost.BARE);
    return Plans.need(
        new Planner(
                catalog,
                PROCESS,
                path -> "",
                Plans.settings(NicPolicy.REPLACE),
                backends,
                RunningBackends.NONE)
            .plan(
                Invocation.of(List.of("-S"), 1024),
                KVM,
                new FakeQemu("/usr/bin/kvm", "x86_64", "org.example.dial", "")));
  }

  @Test
  void aForeignStrategyIsUsedOnlyIfItIsNamedOrNoneOfOursIsAvailable() throws LaunchException {
    Strategy ours = new Strategy("ours", -1, Availability.YES, Need.CONNECTED_DESCRIPTOR, SOCKET);
    Strategy tooOld = new Strategy("old", 0, Availability.no("too old"), Need.NONE, SOCKET);
    Selection auto = new Selection(Map.of(), Set.of(), true);
    Selection named = new Selection(Map.of("exec", "org.example.dial"), Set.of(), false);
    Selection excluding = new Selection(Map.of(), Set.of("exec:ours"), false);

    assertThat(besideForeign(Selection.ALL, ours)).isEqualTo(Need.CONNECTED_DESCRIPTOR);
    assertThat(besideForeign(auto, ours)).isEqualTo(Need.CONNECTED_DESCRIPTOR);
    assertThat(besideForeign(named, ours)).isEqualTo(Need.SOCKET_PATH);
    assertThat(besideForeign(excluding, ours)).isEqualTo(Need.SOCKET_PATH);
    assertThat(besideForeign(Selection.ALL, tooOld)).isEqualTo(Need.SOCKET_PATH);
    assertThat(besideForeign(auto)).isEqualTo(Need.SOCKET_PATH);
  }

  @Test
  void withoutAnyStrategyEveryReasonIsSaid() {
    fakes
        .with(Kind.EXEC, new Strategy("old", 2, Availability.no("too old"), Need.NONE, SOCKET))
        .with(Kind.EXEC, new Strategy("bad", 1, null, Need.NONE, SOCKET));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> patched(fakes.catalog(), "-S"))
        .withMessageStartingWith(
            """
            no way to connect /usr/bin/kvm to a backend
              old is not available: too old
              plugin exec:bad (module dev.qrap.core) is left out: its method available returned null""");
  }

  @Test
  void theMachinesArchitectureIsThatOfTheProgram() throws LaunchException {
    List<String> seen = new ArrayList<>();
    ArgFilter listening =
        new ArgFilter() {
          @Override
          public String name() {
            return "listening";
          }

          @Override
          public List<NetworkPart> examine(QemuOption option, Machine machine) {
            seen.add(machine.architecture());
            return List.of();
          }
        };
    Catalog catalog = FakePlugins.usual().with(Kind.FILTER, listening).catalog();
    Invocation invocation = Invocation.of(List.of("-M", "board"), 1024);
    for (String name : List.of("kvm", "qemu-system-s390x", "/opt/bin/qemu-system-arm")) {
      new Planner(
              catalog,
              PROCESS,
              path -> "",
              Plans.settings(NicPolicy.REPLACE),
              new Backends(catalog, "", BackendHost.BARE),
              RunningBackends.NONE)
          .plan(
              invocation,
              List.of(new QemuCommand(name, "/x")),
              FakeQemu.of(new QemuCommand(name, "/x")));
    }
    assertThat(seen).containsExactly("x86_64", "s390x", "arm");
  }

  private static final class CountingQemu implements Emulator {
    private final String architecture;
    private final String machineHelp;
    private int asked;

    CountingQemu(String architecture, String machineHelp) {
      this.architecture = architecture;
      this.machineHelp = machineHelp;
    }

    @Override
    public String path() {
      return "/usr/bin/qemu";
    }

    @Override
    public String architecture() {
      return architecture;
    }

    @Override
    public String netdevHelp() {
      throw new AssertionError("nobody needs that");
    }

    @Override
    public String version() {
      throw new AssertionError("nobody needs that");
    }

    @Override
    public String machineHelp() {
      asked++;
      return machineHelp;
    }
  }

  private static final String BOARD_IS_DEFAULT =
      "Supported machines are:\nboard2  a board (default)\n";

  private static LaunchPlan plan(boolean keepsCards, Emulator qemu, String line)
      throws LaunchException {
    Invocation invocation = Invocation.of(List.of(line.split(" ", -1)), 1024);
    return new Planner(
            FakePlugins.usual().catalog(),
            PROCESS,
            path -> "",
            Plans.settings(keepsCards ? NicPolicy.KEEP : NicPolicy.REPLACE),
            NO_BACKENDS,
            RunningBackends.NONE)
        .plan(invocation, KVM, qemu);
  }

  @ParameterizedTest
  @CsvSource({"true, -S", "false, -S", "false, -netdev none", "false, -device e1000"})
  void theDefaultMachineOfAVersionIsAskedOfQemu(boolean keepsCards, String line)
      throws LaunchException {
    CountingQemu qemu = new CountingQemu("riscv64", BOARD_IS_DEFAULT);
    LaunchPlan plan = plan(keepsCards, qemu, line);
    assertThat(plan.changes().toString()).contains("on machine board2: slot 1 is free");
    assertThat(qemu.asked).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "true, riscv64, -M virt",
    "true, riscv64, -device e1000",
    "true, riscv64, '-netdev user,id=n0 -device e1000,netdev=n0'",
    "true, riscv64, -netdev none",
    "true, riscv64, -machine none",
    "true, riscv64, -machine help",
    "true, x86_64, -S",
    "false, x86_64, -S",
    "true, aarch64, -S",
  })
  void qemuIsNotAskedWhereItsDefaultMachineDoesNotMatter(
      boolean keepsCards, String architecture, String line) throws LaunchException {
    CountingQemu qemu = new CountingQemu(architecture, BOARD_IS_DEFAULT);
    plan(keepsCards, qemu, line);
    assertThat(qemu.asked).isZero();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aQemuWithoutADefaultMachineGetsNoConnection(boolean keepsCards) throws LaunchException {
    CountingQemu qemu = new CountingQemu("sh4", "Supported machines are:\nr2d  a board\n");
    LaunchPlan plan = plan(keepsCards, qemu, "-m 64");
    assertThat(Plans.need(plan)).isEqualTo(Need.NONE);
    assertThat(plan.arguments().stream().map(Argument::display)).containsExactly("-m", "64");
  }

  @Test
  void aQemuThatDoesNotAnswerGetsTheCardOfItsBoard() throws LaunchException {
    LaunchPlan plan = plan(true, new CountingQemu("new64", ""), "-S");
    assertThat(plan.arguments().stream().map(Argument::display))
        .contains("-net", "nic,netdev=qrap0");
  }
}
