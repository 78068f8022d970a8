// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.CodeFile;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.Strategies.Statement;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.FakeHost.Peer;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.FakePlugins.Candidates;
import dev.qrap.core.testing.FakePlugins.Found;
import dev.qrap.core.testing.FakePlugins.Paths;
import dev.qrap.core.testing.FakePlugins.Strategy;
import dev.qrap.core.testing.Processes;
import dev.qrap.core.testing.SpokenLines;
import dev.qrap.spi.Availability;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.SocketCandidate;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the commands ask that connect to nothing: plan, sockets and doctor. */
final class LaunchQuestionsTest {

  private static final String[] CARD = {"-device", "e1000,netdev=n0", "-netdev", "user,id=n0"};

  private final FakeHost host =
      new FakeHost()
          .program("/bin/kvm", Program.EXECUTABLE)
          .program("/bin/passt", Program.EXECUTABLE);
  private final FakeCatalog fakes = FakePlugins.usual();

  private Launch launch(LaunchForm form, String... settings) throws LaunchException {
    List<Setting> options = new ArrayList<>();
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      options.add(new Setting(parts[0], parts[1], "--" + parts[0]));
    }
    ProcessContext process = Processes.of(List.of(), "PATH=/bin");
    Settings read =
        ConfigurationReader.read(
            Keys.ALL.withPlugins(fakes.catalog().settingKeys()), form, host, process, options);
    return new Launch(
        new LaunchContext(host, process, read, new SpokenLines(false)),
        fakes.catalog(Selection.of(read)));
  }

  private List<String> warnings(LaunchForm form, List<String> line, String... settings)
      throws LaunchException {
    Launch launch = launch(form, settings);
    LaunchPlan plan = launch.plan(line);
    return launch.warnings(plan);
  }

  private List<String> sockets(String... settings) throws Exception {
    return launch(LaunchForm.BARE, settings).sockets().stream()
        .map(
            seen ->
                (seen.status().path() + " " + seen.status().state())
                    + (" " + seen.kind() + (seen.usable() ? " usable" : "")))
        .toList();
  }

  @Test
  void theSocketsThatALaunchWouldTryAreSeenWithTheirKind() throws Exception {
    host.socket("/tmp/idle", Peer.IDLE)
        .socket("/tmp/busy", Peer.BUSY_AT_ONCE)
        .socket("/tmp/dead", Peer.DEAD)
        .socket("/run/other", Peer.IDLE)
        .listing("/run/", "other", "unlike");
    fakes
        .with(
            Kind.BACKEND,
            new Found("other", "/run/other", Protocol.VHOST_USER, new Probe("", false)))
        .with(
            Kind.LOCATOR,
            new Candidates(
                "usual",
                0,
                List.of(
                    new SocketCandidate("/tmp/idle"),
                    new SocketCandidate("/tmp/busy"),
                    new SocketCandidate("/tmp/dead"),
                    new SocketCandidate("/run/oth*", true, ""))));
    assertThat(sockets())
        .containsExactly(
            "/tmp/idle LISTENING passt usable",
            "/tmp/busy IN_USE passt",
            "/tmp/dead DEAD ",
            "/run/other LISTENING other");
  }

  @Test
  void aSocketWhosePathQemuMayNotUseIsNoneForALaunchByPath() throws Exception {
    fakes
        .with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/idle", "/run/idle")))
        .with(Kind.EXEC, FakePlugins.byPath(0));
    host.socket("/tmp/idle", Peer.IDLE)
        .socket("/run/idle", Peer.IDLE)
        .unreadable("/tmp/idle", "EXDEV");
    assertThat(sockets("exec=by-path"))
        .containsExactly("/tmp/idle LISTENING passt", "/run/idle LISTENING passt usable");
    assertThat(launch(LaunchForm.BARE, "exec=by-path").sockets())
        .extracting(seen -> seen.refusal().isEmpty())
        .containsExactly(false, true);
    assertThat(sockets("exec=descriptor"))
        .containsExactly("/tmp/idle LISTENING passt usable", "/run/idle LISTENING passt usable");
  }

  @Test
  void withoutALocatorThereIsNoSocketToTry() {
    assertThatExceptionOfType(LaunchException.class).isThrownBy(this::sockets);
  }

  @Test
  void aSocketThatNoCardGetsIsNamed() throws LaunchException {
    fakes.with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/p")));
    host.socket("/tmp/a", Peer.IDLE).socket("/tmp/b", Peer.IDLE);
    assertThat(warnings(LaunchForm.RUN, List.of(CARD), "socket=/tmp/a")).isEmpty();
    assertThat(warnings(LaunchForm.RUN, List.of(CARD), "socket=/tmp/a", "socket=/tmp/b"))
        .containsExactly("socket=/tmp/b is not used: there is no further network card for it");
  }

  @Test
  void whatIsStartedInVainIsNamed() throws LaunchException {
    assertThat(warnings(LaunchForm.RUN, List.of(CARD), "start=always")).isEmpty();
    assertThat(warnings(LaunchForm.RUN, List.of("-nodefaults"))).isEmpty();
    assertThat(warnings(LaunchForm.RUN, List.of("-nodefaults"), "start=always"))
        .containsExactly(
            "start has no effect: no network card of this guest gets a backend from qrap");
    assertThat(warnings(LaunchForm.RUN, List.of("-nodefaults"), "forward=tcp:80:80"))
        .containsExactly(
            "forward has no effect: no network card of this guest gets a backend from qrap");
    assertThat(warnings(LaunchForm.RUN, List.of("-version"), "start=always")).isEmpty();
    assertThat(warnings(LaunchForm.RUN, List.of("-nodefaults"), "start=no")).isEmpty();
  }

  @Test
  void aStrategyThatNeedsNoBackendMakesAStartVain() throws LaunchException {
    fakes.with(
        Kind.EXEC,
        new Strategy("alone", 0, Availability.YES, Need.NONE, new Netdev("alone", "", List.of())));
    assertThat(warnings(LaunchForm.RUN, List.of(CARD), "exec=alone", "start=always"))
        .containsExactly("start has no effect: with this exec=, QEMU needs no backend from qrap");
  }

  @Test
  void aQemuBehindAnotherProgramIsRefusedUnderRunAlone() throws LaunchException {
    fakes.with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/p")));
    List<String> line = List.of("sudo", "qemu-system-x86_64", "-S");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> launch(LaunchForm.RUN).plan(line))
        .withMessage(
            "'sudo' does not name a QEMU, but 'qemu-system-x86_64' does; put qrap run directly"
                + " before it");
    assertThat(launch(LaunchForm.BARE).plan(line).commands()).hasSize(1);
  }

  @Test
  void howABackendWouldBeStartedIsToldUnlessNoneWouldBe() throws LaunchException {
    fakes.with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/p")));
    Launch starting = launch(LaunchForm.RUN, "start=always");
    LaunchPlan plan = starting.plan(List.of(CARD));
    BackendStart start = starting.start(plan.connections().get(0)).orElseThrow();
    assertThat(start.display()).containsExactly("passt", "--fd", "3");
    assertThat(start.installation()).isEqualTo("install it");
    assertThat(start.obstacle()).isEmpty();
    assertThat(starting.start().installation()).isEqualTo("install it");
    assertThat(starting.start().versionOption()).isEqualTo("--version");
    Launch searching = launch(LaunchForm.RUN, "start=no");
    LaunchPlan other = searching.plan(List.of(CARD));
    assertThat(searching.start(other.connections().get(0))).isEmpty();
  }

  /** To a path, only a backend that speaks vhost-user is started. */
  @Test
  void forAPathABackendOfFramesIsNotStarted() throws LaunchException {
    fakes
        .with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/p")))
        .with(Kind.EXEC, FakePlugins.byPath(0));
    host.socket("/tmp/p", Peer.IDLE);
    Launch launch = launch(LaunchForm.BARE, "exec=by-path", "start=if-none");
    LaunchPlan plan = launch.plan(List.of(CARD));
    assertThat(launch.start(plan.connections().get(0))).isEmpty();
  }

  @Test
  void whatLimitsBackendsIsToldByTheirKinds() throws LaunchException {
    Confinement limits = new Confinement("/etc/apparmor.d/toasterd", "lets it toast");
    fakes.with(
        Kind.BACKEND,
        (BackendKind)
            Proxy.newProxyInstance(
                LaunchQuestionsTest.class.getClassLoader(),
                new Class<?>[] {BackendKind.class},
                (self, method, arguments) ->
                    switch (method.getName()) {
                      case "name" -> "org.example.toaster";
                      case "priority" -> 0;
                      case "settings" -> List.of();
                      case "confinement" -> Optional.of(limits);
                      default -> throw new AssertionError(method);
                    }));
    assertThat(launch(LaunchForm.BARE).confinements()).containsExactly(limits);
    assertThat(launch(LaunchForm.BARE, "backend=missing").confinements()).containsExactly(limits);
  }

  @Test
  void aPluginThatALaunchDoesWithoutIsTold() throws LaunchException {
    fakes.with(Kind.LOCATOR, new Paths("Wrong Name", 0, List.of("/tmp/q")));
    fakes.with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/p")));
    Launch launch = launch(LaunchForm.BARE);
    launch.plan(List.of(CARD));
    assertThat(launch.unusedPlugins())
        .hasSize(1)
        .allMatch(plugin -> plugin.reason().startsWith("its name 'Wrong Name' is not made of "));
  }

  @Test
  void aWrongStrategyIsNoneByPath() throws Exception {
    fakes
        .with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/idle")))
        .with(Kind.EXEC, FakePlugins.byPath(9));
    host.socket("/tmp/idle", Peer.IDLE).unreadable("/tmp/idle", "EXDEV");
    assertThat(sockets("exec=missing")).containsExactly("/tmp/idle LISTENING passt usable");
  }

  @Test
  void thePluginsAreThoseOfTheImageAndOfItsJars() throws LaunchException {
    host.jars("/opt/qrap/plugins", new CodeFile("/opt/qrap/plugins/x.jar", "it is a stranger's"));
    Settings settings = settings("-version");
    Catalog catalog = Launch.catalog(host, settings, new SpokenLines(false));
    assertThat(catalog.active(Kind.LOCATOR)).isEmpty();
    assertThat(catalog.unused())
        .extracting(PluginInfo::complaint)
        .containsExactly("the plugin jar /opt/qrap/plugins/x.jar is left out: it is a stranger's");
    assertThat(Launch.withPlugins(Keys.ALL, host, new SpokenLines(false)).keys())
        .isEqualTo(Keys.ALL.keys());
  }

  /** To know what belongs to a plugin, all plugins are made. */
  @Test
  void aSettingOfAPluginIsReadWithThoseOfAllPlugins() throws LaunchException {
    ProcessContext process = Processes.of(List.of("-S"), "QRAP_TOASTER_COLOUR=brown");
    Settings read =
        Launch.settings(
            Keys.ALL, LaunchForm.BARE, host, process, List.of(), new SpokenLines(false));
    assertThat(read.get(Keys.NIC)).isEqualTo(NicPolicy.KEEP);
    assertThat(settings("-S").get(Keys.NIC)).isEqualTo(NicPolicy.KEEP);
  }

  @Test
  void aBackendThatCannotBeStartedIsAnErrorBeforeAnythingHappens() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(
            () -> launch(LaunchForm.RUN, "start=always", "backend=none").plan(List.of(CARD)))
        .withMessageContaining("no plugin knows a kind of backend called none");
    assertThat(host.calls("start")).isEmpty();
  }

  @Test
  void theStrategiesSayWhatTheyThinkOfTheQemuThatWouldRun() throws LaunchException {
    fakes.with(
        Kind.EXEC,
        new Strategy(
            "never",
            -1,
            Availability.no("too old"),
            Need.SOCKET_PATH,
            new Netdev("stream", "addr.path", List.of())));
    assertThat(launch(LaunchForm.BARE).strategies().statements())
        .extracting(Statement::name, Statement::refusal)
        .contains(tuple("descriptor", ""), tuple("never", "too old"));
  }

  @Test
  void aBrokenConfigurationStopsNoCallThatNeedsNoNetwork() throws LaunchException {
    host.file("/etc/qrap/qrap.properties", "nic=perhaps\n");
    Settings settings = settings("-version");
    assertThat(settings.warnings()).hasSize(1);
    assertThat(settings.warnings().get(0)).contains("nic in /etc/qrap/qrap.properties:1");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> settings("-S"))
        .withMessageContaining("nic in /etc/qrap/qrap.properties:1");
  }

  @Test
  void aSettingOfAPluginThatIsNotThereIsAWarning() throws LaunchException {
    fakes.with(Kind.LOCATOR, new Paths("usual", 0, List.of("/tmp/p")));
    assertThat(warnings(LaunchForm.BARE, List.of("-S"), "org.example.toast.colour=brown"))
        .hasSize(1)
        .allMatch(warning -> warning.contains("org.example.toast.colour"));
  }

  private Settings settings(String argument) throws LaunchException {
    return Launch.settings(
        Keys.ALL,
        LaunchForm.BARE,
        host,
        Processes.of(List.of(argument)),
        List.of(),
        new SpokenLines(false));
  }
}
