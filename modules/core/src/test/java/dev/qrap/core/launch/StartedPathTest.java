// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.FakeHost.Peer;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.FakePlugins.Paths;
import dev.qrap.core.testing.Processes;
import dev.qrap.core.testing.SpokenLines;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.Availability;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Backends to whose paths QEMU connects by itself, and those that QEMU starts. */
final class StartedPathTest {

  private static final String SOCKET = "/run/me/qrap/4711.new/toaster.socket";

  /** A kind that speaks vhost-user and is started on a path. */
  private record Toaster() implements BackendKind {
    @Override
    public String name() {
      return "toaster";
    }

    @Override
    public Protocol protocol() {
      return Protocol.VHOST_USER;
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
    public Optional<BackendProgram> program() {
      return Optional.of(new BackendProgram("toasterd", "", "install it"));
    }

    @Override
    public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
      if (attachment instanceof Attachment.Descriptor) {
        return Optional.empty();
      }
      List<String> words =
          attachment instanceof Attachment.Path path ? List.of("-s", path.path()) : List.of();
      return Optional.of(
          new StartCommand(words, StartCommand.Lifetime.STAYS_IN_FOREGROUND, List.of()));
    }

    @Override
    public Support support(NetworkFeature feature) {
      return Support.yes(feature.written());
    }
  }

  /** A way in which QEMU connects by itself, or starts a passt. */
  private record Way(String name, Need need, Protocol protocol, String startsBackend)
      implements ExecStrategy {
    @Override
    public Availability available(Guest guest) {
      return Availability.YES;
    }

    @Override
    public Netdev netdev(Guest guest) {
      return new Netdev(name, need == Need.NONE ? "" : "path", List.of());
    }
  }

  private final FakeHost host =
      new FakeHost()
          .program("/bin/kvm", Program.EXECUTABLE)
          .program("/bin/toasterd", Program.EXECUTABLE);

  private final SpokenLines reporter = new SpokenLines(false);

  private final FakeCatalog fakes =
      FakePlugins.usual()
          .with(Kind.LOCATOR, new Paths("usual", 0, List.of("/run/p")))
          .with(Kind.BACKEND, new Toaster())
          .with(Kind.EXEC, new Way("vhost", Need.SOCKET_PATH, Protocol.VHOST_USER, ""))
          .with(Kind.EXEC, new Way("byqemu", Need.NONE, Protocol.VHOST_USER, "toaster"));

  /** Launches, and returns why QEMU was not executed at last. */
  private String launch(String... settings) throws LaunchException {
    List<String> environment = new ArrayList<>(List.of("PATH=/bin", "XDG_RUNTIME_DIR=/run/me"));
    environment.addAll(List.of(settings));
    ProcessContext process = Processes.of(List.of("-S"), environment.toArray(String[]::new));
    Settings read = ConfigurationReader.read(host, process);
    Launch launch =
        new Launch(
            new LaunchContext(host, process, read, reporter), fakes.catalog(Selection.of(read)));
    LaunchException end = catchThrowableOfType(LaunchException.class, launch::run);
    assertThat(end).isNotNull();
    return end.getMessage();
  }

  /** It is gone again if QEMU cannot be executed. */
  @Test
  void qemuGetsThePathOfABackendThatIsStarted() throws LaunchException {
    host.socket(SOCKET, Peer.IDLE).own(Peer.ANSWERING, -1, "");
    assertThat(launch("QRAP_EXEC=vhost", "QRAP_START=toaster")).startsWith("cannot run QEMU");
    assertThat(host.calls("find")).containsExactly("find /run/p");
    assertThat(host.calls("start"))
        .containsExactly("start /bin/toasterd [toasterd, -s, " + SOCKET + "]");
    assertThat(host.calls("execute")).hasSize(1).first().asString().contains("path=" + SOCKET);
    assertThat(host.calls()).last().isEqualTo("remove /run/me/qrap/4711.new");
    assertThat(reporter.said())
        .containsExactly(
            "started toaster for this guest", "QEMU connects to " + SOCKET + " by itself");
  }

  @Test
  void oneThatIsAlwaysStartedIsNotLookedFor() throws LaunchException {
    host.socket("/run/p", Peer.IDLE).socket(SOCKET, Peer.IDLE).own(Peer.ANSWERING, -1, "");
    launch("QRAP_EXEC=vhost", "QRAP_START=always", "QRAP_BACKEND=toaster");
    assertThat(host.calls("find")).isEmpty();
    assertThat(host.calls("execute")).hasSize(1).first().asString().contains("path=" + SOCKET);
  }

  @Test
  void oneThatIsThereIsUsedIfNoneIsToBeStarted() throws LaunchException {
    fakes.with(
        Kind.BACKEND,
        new FakePlugins.Found("there", "/run/p", Protocol.VHOST_USER, new Probe("", true)));
    host.socket("/run/p", Peer.IDLE);
    assertThat(launch("QRAP_EXEC=vhost", "QRAP_START=no")).startsWith("cannot run QEMU");
    assertThat(host.calls("start")).isEmpty();
    assertThat(reporter.said()).containsExactly("QEMU connects to /run/p by itself");

    host.socket("/run/p", Peer.DEAD);
    assertThat(launch("QRAP_EXEC=vhost", "QRAP_START=no"))
        .startsWith("no network backend answers:");
    assertThat(host.calls("start")).isEmpty();
  }

  @Test
  void ifNeitherWorksBothReasonsAreSaid() throws LaunchException {
    host.startFails("EAGAIN");
    assertThat(launch("QRAP_EXEC=vhost", "QRAP_START=toaster"))
        .startsWith("cannot start toaster")
        .contains("\nBefore that, no network backend answers:\n  /run/p: refused (open: ENOENT)");
  }

  /** What runs decides, and first of all what has no client. */
  @Test
  void autoGoesByTheBackendThatIsThere() throws LaunchException {
    fakes
        .with(Kind.LOCATOR, new Paths("more", -1, List.of("/run/q")))
        .with(
            Kind.BACKEND,
            new FakePlugins.Found("there", "/run/q", Protocol.VHOST_USER, new Probe("", true)));
    host.socket("/run/p", Peer.BUSY_AT_ONCE).socket("/run/q", Peer.IDLE);
    launch("QRAP_EXEC=auto");
    assertThat(reporter.said()).containsExactly("QEMU connects to /run/q by itself");

    host.socket("/run/p", Peer.ANSWERING).socket("/run/q", Peer.BUSY_AT_ONCE);
    launch("QRAP_EXEC=auto");
    assertThat(reporter.said()).last().isEqualTo("Connected to /run/p");
  }

  @Test
  void aSocketIsOfNoUseIfQemuStartsTheBackend() throws LaunchException {
    launch("QRAP_EXEC=byqemu", "QRAP_SOCKET=/run/p", "QRAP_BACKEND=toaster");
    assertThat(reporter.said())
        .containsExactly("socket=/run/p is not used: with this exec=, QEMU starts the backend");
  }

  /** QEMU says little of a port that is taken. */
  @Test
  void thePortsOfABackendThatQemuStartsAreCheckedBefore() throws LaunchException {
    host.takenPort(8080);
    assertThat(launch("QRAP_EXEC=byqemu", "QRAP_START=toaster", "QRAP_FORWARD=tcp:8080:80"))
        .startsWith("cannot forward tcp port 8080: ");
    assertThat(host.calls("execute")).isEmpty();
  }
}
