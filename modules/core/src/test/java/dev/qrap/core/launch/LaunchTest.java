// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.FakeHost.Peer;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.FakePlugins.Candidates;
import dev.qrap.core.testing.FakePlugins.Paths;
import dev.qrap.core.testing.FakePlugins.Strategy;
import dev.qrap.core.testing.Processes;
import dev.qrap.core.testing.SpokenLines;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Availability;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A launch from the arguments to exec, on a fake machine with {@code /bin/kvm} and a backend on
 * {@code /tmp/p}. The fake machine never becomes QEMU, so every launch ends in an error.
 */
final class LaunchTest {

  private final FakeHost host =
      new FakeHost().program("/bin/kvm", Program.EXECUTABLE).socket("/tmp/p", Peer.ANSWERING);
  private final SpokenLines reporter = new SpokenLines(false);
  private final FakeCatalog fakes = FakePlugins.usual();
  private String[] environment = {"PATH=/bin", "X=\u00ff"};

  /** Launches with a locator of {@code /tmp/p}; returns the message that it ends with. */
  private String launch(String... arguments) throws LaunchException {
    fakes.with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/p")));
    return launchWithoutLocator(arguments);
  }

  private String launchWithoutLocator(String... arguments) throws LaunchException {
    ProcessContext process = Processes.of(List.of(arguments), environment);
    Settings settings =
        ConfigurationReader.read(
            Keys.ALL.withPlugins(fakes.catalog().settingKeys()),
            LaunchForm.BARE,
            host,
            process,
            List.of());
    Launch launch =
        new Launch(
            new LaunchContext(host, process, settings, reporter),
            fakes.catalog(Selection.of(settings)));
    LaunchException end = catchThrowableOfType(LaunchException.class, launch::run);
    assertThat(end).isNotNull();
    return end.getMessage();
  }

  private void addToEnvironment(String variable) {
    environment = Arrays.copyOf(environment, environment.length + 1);
    environment[environment.length - 1] = variable;
  }

  @Test
  void theExplicitFormRunsTheCommandAsItIsGiven() throws LaunchException {
    assertThat(launch("7", "kvm", "-device", "e1000,netdev=n0", "", "\u00ff"))
        .isEqualTo(
            "cannot run QEMU: execve /bin/kvm: refused (EACCES); name another one as the second"
                + " argument, after FDNUM");
    assertThat(host.calls())
        .containsExactly(
            "find /tmp/p",
            "connect /tmp/p 500",
            "hand over /tmp/p on 7",
            "execute /bin/kvm [kvm, -device, e1000,netdev=n0, , \u00ff] [PATH=/bin, X=\u00ff]",
            "discard /tmp/p");
    assertThat(host.sent()).containsExactly("probe".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(reporter.said()).containsExactly("Connected to /tmp/p");
  }

  @Test
  void thePatchedFormRunsTheQemuOfThisHostAsPlanned() throws LaunchException {
    addToEnvironment("QRAP_NIC=replace");
    assertThat(launch("-M", "board", "-device", "disk", "-device", "e1000", "-netdev", "user"))
        .startsWith("cannot run QEMU");
    assertThat(host.calls())
        .containsExactly(
            "find /tmp/p",
            "connect /tmp/p 500",
            "hand over /tmp/p on 5",
            "execute /bin/kvm [kvm, -M, board, -device, disk,"
                + " -device, board-nic,slot=1,netdev=hostnet0,burst=64,"
                + " -netdev, socket,fd=5,id=hostnet0] [PATH=/bin, X=\u00ff, QRAP_NIC=replace]",
            "discard /tmp/p");
    assertThat(reporter.said())
        .containsExactly("removed -device e1000, -netdev user", "Connected to /tmp/p");
  }

  @Test
  void aPasstIsStartedWhereNoBackendAnswers() throws LaunchException {
    addToEnvironment("QRAP_START=passt");
    host.program("/bin/passt", Program.EXECUTABLE).own(Peer.ANSWERING, 0, "");
    launch("-m", "64");
    assertThat(host.calls("start")).isEmpty();

    host.socket("/tmp/p", Peer.BUSY_AFTER_PROBE);
    launchWithoutLocator("7", "kvm");
    assertThat(host.calls("pause")).isEmpty();
    assertThat(host.calls("start")).containsExactly("start /bin/passt [passt, --fd, 3]");
    assertThat(host.calls("hand over")).last().isEqualTo("hand over own on 7");
    assertThat(host.calls()).last().isEqualTo("discard own");
    assertThat(reporter.said())
        .containsExactly("Connected to /tmp/p", "started passt for this guest");
  }

  @Test
  void aBusySocketThatTheUserNamesIsWaitedFor() throws LaunchException {
    addToEnvironment("QRAP_START=passt");
    addToEnvironment("QRAP_SOCKET=/tmp/p");
    host.socket("/tmp/p", Peer.BUSY_AFTER_PROBE, Peer.ANSWERING);
    launch("-m", "64");
    assertThat(host.calls("hand over")).containsExactly("hand over /tmp/p on 5");
  }

  @Test
  void whoWantsPortsWantsAPasstThatHasThem() throws LaunchException {
    addToEnvironment("QRAP_FORWARD=tcp:8080:80");
    host.program("/bin/passt", Program.EXECUTABLE).own(Peer.ANSWERING, 0, "");
    launchWithoutLocator("-m", "64");
    assertThat(host.calls("connect")).isEmpty();
    assertThat(host.calls("start"))
        .containsExactly("start /bin/passt [passt, --fd, 3, -t, forward=tcp:8080:80]");
  }

  @Test
  void aPasstThatIsStartedHasNoPathForQemu() throws LaunchException {
    fakes.with(Kind.EXEC, FakePlugins.byPath(9));
    addToEnvironment("QRAP_EXEC=by-path");
    addToEnvironment("QRAP_FORWARD=tcp:8080:80");
    assertThat(launch("-m", "64"))
        .isEqualTo(
            "no way to connect /bin/kvm to a backend\n  by-path is not available: QEMU would"
                + " connect to a socket by its path, and the backend that qrap starts has none; say"
                + " exec=descriptor, or name a socket and say start=no\n"
                + "  these settings leave out plugins of this kind: exec=by-path");

    environment[environment.length - 1] = "QRAP_START=passt";
    host.socket("/tmp/p", Peer.DEAD);
    assertThat(launch("-m", "64")).startsWith("no network backend answers:");
    assertThat(host.calls("start")).isEmpty();
  }

  @Test
  void noStartMeansNone() throws LaunchException {
    addToEnvironment("QRAP_FORWARD=tcp:8080:80");
    addToEnvironment("QRAP_START=no");
    launch("-m", "64");
    assertThat(reporter.said())
        .containsExactly("forward is not used: start=no (QRAP_START)", "Connected to /tmp/p");
  }

  @Test
  void whatTheUserMayNotExpectIsSaid() throws LaunchException {
    launch(
        "-device",
        "e1000,netdev=n0",
        "-netdev",
        "user,id=n0",
        "-device",
        "e1000,netdev=n1",
        "-netdev",
        "user,id=n1",
        "-device",
        "e1000,id=third");
    assertThat(reporter.said())
        .containsExactly(
            "other network cards keep their backends: -device e1000,netdev=n1",
            "Connected to /tmp/p");
  }

  @Test
  void theFilesOfALineAreRead() throws LaunchException {
    host.file("vm.cfg", "[netdev \"n0\"]\n  type = \"user\"\n");
    launch("-readconfig", "vm.cfg", "-device", "e1000,netdev=n0");
    assertThat(host.calls("execute").get(0))
        .contains(" -set, netdev.n0.type=socket, -set, netdev.n0.fd=5] ");
    assertThat(launch("-readconfig", "gone", "-S"))
        .isEqualTo(
            "cannot read gone, which -readconfig names: refused; name a file that"
                + " can be read, or put its options on the command line");
  }

  @Test
  void aChangedFileIsHandedOverBeforeTheConnectionIs() throws LaunchException {
    host.file("vm.cfg", "[netdev \"n0\"]\n  type = \"user\"\n  ipv6 = \"off\"\n");
    launch("-readconfig", "vm.cfg", "-device", "e1000,netdev=n0");
    assertThat(host.calls("pass on"))
        .containsExactly("pass on [netdev \"n0\"]\n  type = \"socket\"\n  fd = \"5\"\n on 6");
    assertThat(host.calls("execute").get(0)).contains(" -readconfig, /proc/self/fd/6, -device,");
    assertThat(host.calls().indexOf(host.calls("pass on").get(0)))
        .isLessThan(host.calls().indexOf(host.calls("hand over").get(0)));
    host.handOverFails("ENOMEM");
    assertThat(launch("-readconfig", "vm.cfg", "-device", "e1000,netdev=n0"))
        .isEqualTo(
            "cannot hand over a copy of vm.cfg: memfd_create descriptor 6: refused (ENOMEM); put"
                + " its options on the command line");
  }

  @Test
  void aProgramThatHasGoneGivesWayToTheNext() throws LaunchException {
    host.program("/bin/qemu-kvm", Program.EXECUTABLE)
        .program("/bin/qemu-system-x86_64", Program.EXECUTABLE)
        .vanishing("/bin/kvm")
        .execution("/bin/qemu-kvm", "ENOEXEC");
    assertThat(launch("-S"))
        .isEqualTo(
            "cannot run QEMU: execve /bin/qemu-kvm: refused (ENOEXEC); fix it, or name another one"
                + " with the setting qemu=");
    assertThat(host.calls("execute"))
        .containsExactly(
            "execute /bin/kvm [kvm, -S, -net, nic,netdev=qrap0, -netdev, socket,fd=5,id=qrap0]"
                + " [PATH=/bin, X=\u00ff]",
            "execute /bin/qemu-kvm [qemu-kvm, -S, -net, nic,netdev=qrap0, -netdev,"
                + " socket,fd=5,id=qrap0] [PATH=/bin, X=\u00ff]");
  }

  @Test
  void whereAllProgramsHaveGoneTheLastOneIsNamed() throws LaunchException {
    host.vanishing("/bin/kvm");
    assertThat(launch("-S"))
        .isEqualTo(
            "cannot run QEMU: execve /bin/kvm: refused (ENOENT); fix it, or name another one with"
                + " the setting qemu=");
    assertThat(host.calls()).endsWith("discard /tmp/p");
  }

  @Test
  void aProgramThatIsThereButNotFoundLacksItsInterpreter() throws LaunchException {
    host.execution("/bin/kvm", "ENOENT");
    assertThat(launch("-S"))
        .isEqualTo(
            "cannot run QEMU: execve /bin/kvm: refused (ENOENT); it is there, but the interpreter"
                + " that it names is not; fix it, or name another one with the setting qemu=");
  }

  @Test
  void whereNoDescriptorIsLeftForTheLastStepItsLimitIsNamed() throws LaunchException {
    host.execution("/bin/kvm", "EMFILE");
    assertThat(launch("-S"))
        .isEqualTo(
            "cannot run QEMU: execve /bin/kvm: refused (EMFILE); raise the limit of descriptors"
                + " (ulimit -n), or start qrap with fewer open");
  }

  @Test
  void theConfiguredQemuIsTheOnlyOne() throws LaunchException {
    host.program("/opt/qemu", Program.EXECUTABLE);
    addToEnvironment("QRAP_QEMU=/opt/qemu");
    assertThat(launch("-S")).startsWith("cannot run QEMU: execve /opt/qemu: refused (EACCES);");
    assertThat(host.calls("execute")).hasSize(1);
  }

  private String seenArchitecture(String qemu) throws LaunchException {
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
    fakes.with(Kind.FILTER, listening);
    addToEnvironment("QRAP_QEMU=" + qemu);
    launch("-M", "board");
    return seen.get(0);
  }

  @Test
  void aLinkIsFollowedWhereTheNameOfAQemuSaysNothing() throws LaunchException {
    host.program("/opt/q", Program.EXECUTABLE)
        .link("/opt/q", "bin/caf\u00e9")
        .link("/opt/bin/caf\u00e9", "/usr/bin/qemu-system-arm64")
        .link("/usr/bin/qemu-system-arm64", "qemu-system-aarch64");
    assertThat(seenArchitecture("/opt/q")).isEqualTo("aarch64");
    assertThat(host.calls("run")).isEmpty();
  }

  @Test
  void aNameThatSaysItIsBelieved() throws LaunchException {
    host.program("/opt/qemu-system-riscv64", Program.EXECUTABLE)
        .link("/opt/qemu-system-riscv64", "qemu-system-s390x");
    assertThat(seenArchitecture("/opt/qemu-system-riscv64")).isEqualTo("riscv64");
  }

  @Test
  void whatIsFoundNowhereIsTheHosts() throws LaunchException {
    host.program("/opt/q", Program.EXECUTABLE).link("/opt/q", "q");
    assertThat(seenArchitecture("/opt/q")).isEqualTo("x86_64");
  }

  @Test
  void aNewArchitectureIsTakenFromTheName() throws LaunchException {
    host.program("/opt/qemu-system-new", Program.EXECUTABLE);
    assertThat(seenArchitecture("/opt/qemu-system-new")).isEqualTo("new");
  }

  @Test
  void theUsualQemuIsNotRunToBeAskedForItsMachine() throws LaunchException {
    launch("-S");
    assertThat(host.calls("run")).isEmpty();
  }

  @Test
  void aQemuIsAskedForTheMachineThatItsVersionHas() throws LaunchException {
    String riscv = "/opt/qemu-system-riscv64";
    host.program(riscv, Program.EXECUTABLE)
        .answer(riscv, 0, "Supported machines are:\nboard  a board (default)\n");
    addToEnvironment("QRAP_QEMU=" + riscv);
    launch("-S");
    assertThat(host.calls("run")).hasSize(1);
    assertThat(host.calls("run").get(0)).startsWith("run " + riscv + " [" + riscv + ", -machine,");
    assertThat(host.calls("execute").get(0)).contains("-device, board-nic,slot=1,");
  }

  @Test
  void aConnectionThatCannotBeHandedOverIsLeft() throws LaunchException {
    host.handOverFails("EBADF");
    assertThat(launch("-S"))
        .isEqualTo("cannot hand over the connection: dup2 descriptor 5: refused (EBADF)");
    assertThat(host.calls())
        .containsExactly(
            "find /tmp/p", "connect /tmp/p 500", "hand over /tmp/p on 5", "discard /tmp/p");
  }

  @Test
  void nothingIsConnectedToWherePlanningFails() throws LaunchException {
    assertThat(launch("2", "kvm")).startsWith("descriptor number 2 is out of range");
    assertThat(launch("5", "nosuch"))
        .isEqualTo(
            "cannot run 'nosuch' (the second argument, after FDNUM): it is not in PATH (/bin); name a program in PATH, or give a path");
    addToEnvironment("QRAP_QEMU=nosuch");
    assertThat(launch("-S")).startsWith("cannot run 'nosuch' (the setting qemu=)");
    assertThat(host.calls()).isEmpty();
  }

  @Test
  void nothingIsConnectedToWhereNoPlaceIsLeft() throws LaunchException {
    assertThat(
            launch(
                "-M", "board", "-device", "a,slot=1", "-device", "b,slot=2", "-device", "c,slot=3"))
        .startsWith("no address for a network card");
    assertThat(host.calls()).isEmpty();
  }

  @Test
  void nothingIsExecutedWhereNoBackendAnswers() throws LaunchException {
    host.socket("/tmp/p", Peer.DEAD);
    assertThat(launch("-S")).startsWith("no network backend answers:\n  /tmp/p: refused");
    assertThat(host.calls("execute")).isEmpty();
  }

  @Test
  void aPathIsLeftToQemu() throws LaunchException {
    Netdev stream = new Netdev("stream", "addr.path", List.of());
    host.socket("/tmp/p", Peer.IDLE);
    fakes.with(Kind.EXEC, new Strategy("stream", 9, Availability.YES, Need.SOCKET_PATH, stream));
    assertThat(launch("-S")).startsWith("cannot run QEMU");
    assertThat(host.calls())
        .containsExactly(
            "find /tmp/p",
            "execute /bin/kvm [kvm, -S, -net, nic,netdev=qrap0, -netdev,"
                + " stream,addr.path=/tmp/p,id=qrap0] [PATH=/bin, X=\u00ff]");
    assertThat(reporter.said()).containsExactly("QEMU connects to /tmp/p by itself");
  }

  @Test
  void whereNothingIsNeededNothingIsLookedFor() throws LaunchException {
    Netdev user = new Netdev("user", "", List.of());
    fakes.with(Kind.EXEC, new Strategy("user", 9, Availability.YES, Need.NONE, user));
    assertThat(launchWithoutLocator("-S")).startsWith("cannot run QEMU");
    assertThat(host.calls())
        .containsExactly(
            "execute /bin/kvm [kvm, -S, -net, nic,netdev=qrap0, -netdev, user,id=qrap0] [PATH=/bin,"
                + " X=\u00ff]");
    assertThat(reporter.said()).isEmpty();
  }

  @Test
  void theLocatorsAreAskedByPriority() throws LaunchException {
    fakes.with(Kind.LOCATOR, new Paths("last", -1, List.of("/tmp/z")));
    fakes.with(Kind.LOCATOR, new Paths("first", 1, List.of("/tmp/a", "/tmp/b")));
    host.socket("/tmp/p", Peer.DEAD).socket("/tmp/z", Peer.ANSWERING);
    assertThat(launch("-S")).startsWith("cannot run QEMU");
    assertThat(host.calls("find"))
        .containsExactly("find /tmp/a", "find /tmp/b", "find /tmp/p", "find /tmp/z");
  }

  @Test
  void aLocatorGoesByTheConfiguredSocketAndTheEnvironment() throws LaunchException {
    addToEnvironment("QRAP_SOCKET=/tmp/p");
    fakes.with(
        Kind.LOCATOR,
        new SocketLocator() {
          @Override
          public String name() {
            return "curious";
          }

          @Override
          public List<SocketCandidate> locate(LocatorContext from) {
            assertThat(from.environment())
                .containsOnlyKeys("PATH", "X", "QRAP_SOCKET")
                .containsEntry("X", "\u00ff");
            return List.of(new SocketCandidate(from.configuredSocket()));
          }
        });
    assertThat(launchWithoutLocator("-S")).startsWith("cannot run QEMU");
  }

  /** A locator, asked first, that answers with something else than candidates. */
  private record BrokenLocator(List<SocketCandidate> answer) implements SocketLocator {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public int priority() {
      return 1;
    }

    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      return answer;
    }
  }

  @Test
  void aLocatorThatFailsIsNamedAndTheOthersGoOn() throws LaunchException {
    fakes.with(Kind.LOCATOR, new BrokenLocator(null));
    assertThat(launch("-S")).startsWith("cannot run QEMU");
    assertThat(reporter.said())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith(
                        "plugin locator:broken (module dev.qrap.core) is left out:"
                            + " its method locate returned null"),
            second -> assertThat(second).isEqualTo("Connected to /tmp/p"));
  }

  @Test
  void aLocatorThatNamesNullFails() throws LaunchException {
    fakes.with(Kind.LOCATOR, new BrokenLocator(Arrays.asList((SocketCandidate) null)));
    assertThat(launch("-S")).startsWith("cannot run QEMU");
    assertThat(reporter.said().get(0))
        .contains("locator:broken", "its method locate returned a list with null in it");
  }

  @Test
  void withoutCandidatesEveryReasonIsSaid() throws LaunchException {
    assertThat(launchWithoutLocator("-S")).isEqualTo("no plugin knows where a backend may listen");
    fakes.with(Kind.LOCATOR, new BrokenLocator(null));
    assertThat(launchWithoutLocator("-S"))
        .startsWith(
            "no plugin knows where a backend may listen\n  plugin locator:broken (module"
                + " dev.qrap.core) is left out: its method locate returned null");
    assertThat(host.calls()).isEmpty();
  }

  @Test
  void warningsAndBrokenPluginsAreSaidBeforeAnythingHappens() throws LaunchException {
    addToEnvironment("QRAP_SOKET=x");
    fakes.with(
        Kind.FILTER,
        new ArgFilter() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public List<NetworkPart> examine(QemuOption option, Machine machine) {
            throw new IllegalStateException("no luck");
          }
        });
    assertThat(launch("-S")).startsWith("cannot run QEMU");
    assertThat(reporter.said())
        .containsExactly(
            "unknown variable QRAP_SOKET is ignored",
            "plugin filter:broken (module dev.qrap.core) is left out: its method examine"
                + " failed: no luck",
            "Connected to /tmp/p");
  }

  @Test
  void planningAloneTouchesNothing() throws LaunchException {
    ProcessContext process = Processes.of(List.of("plan", "--", "-S"), "PATH=/bin");
    Settings settings =
        ConfigurationReader.read(
            Keys.ALL.withPlugins(fakes.catalog().settingKeys()),
            LaunchForm.BARE,
            host,
            process,
            List.of());
    Launch launch =
        new Launch(
            new LaunchContext(host, process, settings, reporter),
            fakes.catalog(Selection.of(settings)));
    assertThat(launch.plan(List.of("-S")).commands())
        .containsExactly(new QemuCommand("kvm", "/bin/kvm"));
    assertThat(launch.unusedPlugins()).extracting(PluginInfo::name).isEmpty();
    assertThat(host.calls()).isEmpty();
    assertThat(reporter.said()).isEmpty();
  }

  @Test
  void theSettingsOfAPluginAreItsOwn() throws LaunchException {
    host.program("/bin/passt", Program.EXECUTABLE).own(Peer.ANSWERING, 0, "");
    addToEnvironment("QRAP_PASST_OPTIONS=-4");
    launchWithoutLocator("-m", "64");
    assertThat(host.calls("start")).containsExactly("start /bin/passt [passt, --fd, 3, -4]");
    assertThat(reporter.said()).containsExactly("started passt for this guest");

    environment[environment.length - 1] = "QRAP_PASST_OPTIONS=--fd 7";
    assertThat(launchWithoutLocator("-m", "64"))
        .isEqualTo(
            "wrong value '--fd 7' for passt.options in QRAP_PASST_OPTIONS: it is given already");
  }

  private void configure(String line) {
    host.file("/etc/qrap/qrap.properties", line + "\n");
  }

  @Test
  void aSettingOfAPluginThatIsNotThereIsIgnored() throws LaunchException {
    configure("org.example.acme.colour=blue");
    assertThat(launch("-m", "64")).startsWith("cannot run QEMU");
    assertThat(reporter.said())
        .contains(
            "unknown key 'org.example.acme.colour' in /etc/qrap/qrap.properties:1 is ignored: there"
                + " is no plugin org.example.acme that has it; install the plugin, or remove the"
                + " setting");
  }

  /** Such a line may be of a file that is no configuration. */
  @Test
  void whatLooksLikeNoSettingIsIgnoredAndNotRepeated() throws LaunchException {
    configure("a.b.MIIEvQIBADANBgkqhkiG9wBAQEFAASCBKcwggSjAgEAAoIBA=");
    assertThat(launch("-m", "64")).startsWith("cannot run QEMU");
    assertThat(reporter.said())
        .contains(
            "unknown key in /etc/qrap/qrap.properties:1, which does not look like the name of a"
                + " setting, is ignored");
  }

  @Test
  void portsThatNobodyPassesOnAreNamed() throws LaunchException {
    fakes.with(
        Kind.EXEC,
        new Strategy("own", 9, Availability.YES, Need.NONE, new Netdev("own", "", List.of())));
    addToEnvironment("QRAP_FORWARD=tcp:8080:80");
    launch("-m", "64");
    assertThat(reporter.said())
        .containsExactly("forward has no effect: with this exec=, QEMU needs no backend from qrap");
    assertThat(host.calls("start")).isEmpty();
  }

  @Test
  void aPatternStandsForWhatIsThere() throws LaunchException {
    SocketCandidate pattern = SocketCandidate.matching("/run/a*z", "passt");
    fakes.with(Kind.LOCATOR, new Candidates("some", 0, List.of(pattern)));
    host.listing("/run/", "a", "a-z", "az", "b-z", "z").socket("/run/az", Peer.ANSWERING);
    launchWithoutLocator("-m", "64");
    assertThat(host.calls("find")).containsExactly("find /run/a-z", "find /run/az");

    host.listing("/run/");
    assertThat(launchWithoutLocator("-m", "64")).contains("\n  /run/a*z: refused (open: ENOENT)");
  }

  @Test
  void aBackendThatIsLostWithItsConnectionIsNamed() throws LaunchException {
    fakes.with(
        Kind.BACKEND,
        new FakePlugins.Found("once", "/tmp/p", Protocol.FRAMES, new Probe("hi", true)));
    assertThat(launch("-m", "64"))
        .endsWith(
            "\nThe backend at /tmp/p serves one connection and ends now; start it again before the"
                + " next launch");
  }

  @Test
  void aKindThatIsNotThereIsNamed() throws LaunchException {
    addToEnvironment("QRAP_START=toaster");
    assertThat(launch("-m", "64"))
        .isEqualTo("no plugin knows a kind of backend called toaster; those known are passt");
  }

  /** A directory such as /tmp may be large, and the backend is usually found before. */
  @Test
  void aDirectoryIsNotListedForAPatternThatIsNotReached() throws LaunchException {
    SocketCandidate pattern = SocketCandidate.matching("/run/a*z", "passt");
    fakes.with(Kind.LOCATOR, new Candidates("some", -1, List.of(pattern)));
    launch("-m", "64");
    assertThat(host.calls("list")).isEmpty();

    host.socket("/tmp/p", Peer.DEAD);
    launchWithoutLocator("-m", "64");
    assertThat(host.calls("list")).containsExactly("list /run/");
  }

  /** Each card gets the connection that was made for it. */
  @Test
  void severalCardsGetABackendEach() throws LaunchException {
    fakes.with(Kind.LOCATOR, new Paths("two", 5, List.of("/tmp/q")));
    host.socket("/tmp/q", Peer.ANSWERING);
    addToEnvironment("QRAP_CARDS=all");
    assertThat(launch(TWO_CARDS)).startsWith("cannot run QEMU");
    assertThat(host.calls("hand over"))
        .containsExactly("hand over /tmp/q on 5", "hand over /tmp/p on 6");
    assertThat(host.calls("discard")).containsExactly("discard /tmp/q", "discard /tmp/p");
  }

  private static final String[] TWO_CARDS = {
    "-device", "e1000,netdev=n0", "-netdev", "user,id=n0",
    "-device", "e1000,netdev=n1", "-netdev", "user,id=n1"
  };

  @Test
  void whereOneCardGetsNoBackendNoneDoes() throws LaunchException {
    addToEnvironment("QRAP_CARDS=all");
    assertThat(launch(TWO_CARDS))
        .startsWith("no backend is left for one more network card; connected are /tmp/p; ");
    assertThat(host.calls("hand over")).isEmpty();
    assertThat(host.calls("discard")).containsExactly("discard /tmp/p");
  }

  @Test
  void aWrongSettingIsAnErrorBeforeAnythingHappens() throws LaunchException {
    addToEnvironment("QRAP_LOCATOR=missing");
    assertThat(launch("-m", "64")).startsWith("the setting locator=missing names no plugin");
    assertThat(host.calls()).isEmpty();
  }

  /** Nobody is looked for then. */
  @Test
  void aWrongLocatorIsNoneOfABackendThatIsAlwaysStarted() throws LaunchException {
    addToEnvironment("QRAP_LOCATOR=missing");
    addToEnvironment("QRAP_START=always");
    host.program("/bin/passt", Program.EXECUTABLE).own(Peer.ANSWERING, 0, "");
    assertThat(launch("-m", "64")).startsWith("cannot run QEMU");
    assertThat(host.calls("hand over")).containsExactly("hand over own on 5");
  }

  @Test
  void nothingOfABackendIsAskedWhereNoneIsNeeded() throws LaunchException {
    Netdev user = new Netdev("user", "", List.of());
    fakes.with(Kind.EXEC, new Strategy("user", 9, Availability.YES, Need.NONE, user));
    addToEnvironment("QRAP_LOCATOR=missing");
    assertThat(launch("-S")).startsWith("cannot run QEMU");
  }
}
