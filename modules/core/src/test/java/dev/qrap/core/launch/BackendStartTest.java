// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.plan.Takeover;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.FakeHost.Peer;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.Processes;
import dev.qrap.core.testing.SpokenLines;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.StartCommand.FollowUp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackendStartTest {

  private static final String CALLED =
      "\nCalled as: passt --fd 3 -4 -t forward=tcp:80-81:80-81; see the settings passt.options and forward";

  private FakeCatalog fakes = FakePlugins.usual();

  private final FakeHost host =
      new FakeHost().program("/bin/passt", Program.EXECUTABLE).own(Peer.ANSWERING, 0, "");

  private BackendSocket start() throws LaunchException {
    ProcessContext process =
        Processes.of(
            List.of(), "PATH=/bin", "QRAP_PASST_OPTIONS=-4", "QRAP_FORWARD=tcp:80-81:80-81");
    Settings settings = ConfigurationReader.read(host, process);
    LaunchContext context = new LaunchContext(host, process, settings, new SpokenLines(false));
    return start(context, fakes.catalog(Selection.of(settings)));
  }

  private static BackendSocket start(LaunchContext context, Catalog catalog)
      throws LaunchException {
    Backends backends = context.backends(catalog);
    Takeover takeover = new Takeover(context.settings(), backends, false);
    return new BackendStart(context, backends, takeover.forNewCard(""), Protocol.FRAMES)
        .start(7000);
  }

  private BackendSocket startListening(FollowUp... followUps) throws LaunchException {
    fakes = new FakeCatalog().with(Kind.BACKEND, new FakePlugins.Listening(List.of(followUps)));
    host.program("/bin/listend", Program.EXECUTABLE);
    ProcessContext process = Processes.withEnvironment("PATH=/bin", "XDG_RUNTIME_DIR=/run/me");
    Settings settings = ConfigurationReader.read(host, process);
    LaunchContext context = new LaunchContext(host, process, settings, new SpokenLines(false));
    return start(context, fakes.catalog(Selection.of(settings)));
  }

  private void assertFailure(String message) {
    assertThatExceptionOfType(LaunchException.class).isThrownBy(this::start).withMessage(message);
  }

  @Test
  void whatCanFailIsCheckedBeforeItIsStarted() throws LaunchException {
    BackendSocket socket = start();
    assertThat(host.calls())
        .containsExactly(
            "check tcp  80",
            "check tcp  81",
            "start /bin/passt [passt, --fd, 3, -4, -t, forward=tcp:80-81:80-81]",
            "leave own");
    socket.close();
    assertThat(host.calls()).last().isEqualTo("close own");
    assertThat(host.sent()).containsExactly("probe".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aPortThatIsTakenStopsIt() {
    host.takenPort(81);
    assertFailure(
        "cannot forward tcp port 81: refused (bind: EADDRINUSE); end the program that uses it, or"
            + " change forward=tcp:80-81:80-81");
    assertThat(host.calls("start")).isEmpty();
  }

  @Test
  void aPasstThatIsNotThereIsNamed() {
    host.program("/bin/passt", Program.MISSING);
    assertFailure(
        "cannot run 'passt' (which qrap is to start): it is not in PATH (/bin); name a"
            + " program in PATH, or give a path");
  }

  @Test
  void aPasstThatTheSystemDoesNotStartIsNamed() {
    FakeHost refusing = new FakeHost().program("/bin/passt", Program.EXECUTABLE);
    ProcessContext process = Processes.withEnvironment("PATH=/bin", "QRAP_START=passt");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(
            () -> {
              Settings settings = ConfigurationReader.read(refusing, process);
              start(
                  new LaunchContext(refusing, process, settings, new SpokenLines(false)),
                  fakes.catalog(Selection.of(settings)));
            })
        .withMessageStartingWith("cannot start passt: ");
  }

  @Test
  void itsLastWordsAreOurs() {
    host.own(Peer.CLOSING, 1, "a\nb\nnoise\nc\nd\ne\nf\ng\nh\n\n  i\n");
    assertFailure(
        "passt (/bin/passt, started by qrap) failed with exit status 1:"
            + "\n  b\n  c\n  d\n  e\n  f\n  g\n  h\n  i"
            + CALLED);
    assertThat(host.calls("close")).containsExactly("close own");
  }

  @Test
  void oneThatEndsAtOnceMayRefuseTheProbeToo() {
    host.own(Peer.BUSY_AT_ONCE, 139, "");
    assertFailure(
        "passt (/bin/passt, started by qrap) failed with exit status 139 and said nothing"
            + CALLED);
  }

  @Test
  void oneThatDoesNotAnswerIsStopped() {
    host.own(Peer.SILENT, -1, "hm\n");
    assertFailure(
        "passt (/bin/passt, started by qrap) does not answer within 7000 ms:\n  hm" + CALLED);
    assertThat(host.calls("close")).containsExactly("close own");
  }

  @Test
  void oneThatStaysInTheForegroundIsStopped() {
    host.own(Peer.ANSWERING, -1, "");
    assertFailure(
        "passt (/bin/passt, started by qrap) does not go into the background and said nothing"
            + CALLED);
    assertThat(host.calls("close")).containsExactly("close own");
  }

  private static final String SOCKET = "/private/listening.socket";

  /** What it listens on is gone when it is connected. */
  @Test
  void oneThatListensGetsADirectoryForAWhile() throws LaunchException {
    host.socket(SOCKET, Peer.DEAD, Peer.ANSWERING);
    BackendSocket socket = startListening();
    assertThat(host.calls())
        .containsExactly(
            "make directory in /run/me",
            "start /bin/listend [listend, --listen, /private/listening.socket]",
            "find " + SOCKET,
            "connect " + SOCKET + " 7000",
            "pause 2",
            "find " + SOCKET,
            "connect " + SOCKET + " 7000",
            "leave own",
            "remove /private");
    socket.close();
    assertThat(host.calls()).last().isEqualTo("close " + SOCKET);
  }

  @Test
  void oneThatListensAndDoesNotServeIsStopped() {
    host.socket(SOCKET, Peer.CLOSING).own(Peer.ANSWERING, -1, "");
    assertListeningFails("closed the connection and said nothing");
    assertThat(host.calls("close")).containsExactly("close " + SOCKET, "close own");
    assertThat(host.calls("leave")).isEmpty();
  }

  @Test
  void itsWordsMayBeLost() {
    host.own(Peer.SILENT, -1, Optional.empty());
    assertFailure(
        "passt (/bin/passt, started by qrap) does not answer within 7000 ms; its output cannot be"
            + " read: read output: refused (EIO)"
            + CALLED);
  }

  @ParameterizedTest
  @CsvSource({
    "EAGAIN, ; raise the limit of processes (ulimit -u)",
    "EMFILE, ; raise the limit of open files (ulimit -n)",
    "EACCES, ''"
  })
  void whatHelpsIsSaidIfALimitIsReached(String errno, String remedy) {
    host.startFails(errno);
    assertFailure("cannot start passt: posix_spawn /bin/passt: refused (" + errno + ")" + remedy);
  }

  private void assertListeningFails(String message, FollowUp... followUps) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> startListening(followUps))
        .withMessage(
            "listend (/bin/listend, started by qrap) "
                + message
                + "\nCalled as: listend --listen /private/listening.socket; see the settings forward");
    assertThat(host.calls()).last().isEqualTo("remove /private");
  }

  @Test
  void oneThatNeverListensIsStopped() {
    host.own(Peer.ANSWERING, -1, "hm\n");
    assertListeningFails("does not listen within 7000 ms:\n  hm");
    assertThat(host.calls("close")).containsExactly("close own");
  }

  @Test
  void oneThatEndsInsteadOfListeningIsNotWaitedFor() {
    host.own(Peer.ANSWERING, 3, "no port\n");
    assertListeningFails("failed with exit status 3:\n  no port");
    assertThat(host.calls("pause")).hasSize(1);
  }

  @Test
  void whatIsAskedOfItMustBeGranted() throws LaunchException {
    String control = SOCKET + ".control";
    FollowUp butter = new FollowUp(control, "butter", "yes", "get butter");
    host.socket(SOCKET, Peer.ANSWERING).socket(control, Peer.ANSWERING).reply(control, "yes, sir");
    startListening(butter);
    assertThat(host.sent()).hasSize(1);
    assertThat(host.calls("close")).containsExactly("close " + control);

    host.own(Peer.ANSWERING, -1, "").reply(control, "no more\n");
    assertListeningFails("cannot get butter: it answered no more and said nothing", butter);

    FollowUp elsewhere = new FollowUp("/elsewhere", "butter", "yes", "get butter");
    assertListeningFails(
        "cannot get butter: open /elsewhere: refused (ENOENT) and said nothing", elsewhere);
  }

  private static final String LASTING = "/run/me/qrap/4711.new/listening.socket";

  /** Starts one to which QEMU connects later; returns the path of its socket. */
  private String startLasting() throws LaunchException {
    fakes = new FakeCatalog().with(Kind.BACKEND, new FakePlugins.Listening(List.of()));
    host.program("/bin/listend", Program.EXECUTABLE);
    ProcessContext process = Processes.withEnvironment("PATH=/bin", "XDG_RUNTIME_DIR=/run/me");
    Settings settings = ConfigurationReader.read(host, process);
    LaunchContext context = new LaunchContext(host, process, settings, new SpokenLines(false));
    Backends backends = context.backends(fakes.catalog(Selection.of(settings)));
    Takeover takeover = new Takeover(settings, backends, false);
    BackendStart start =
        new BackendStart(context, backends, takeover.forNewCard(""), Protocol.FRAMES);
    return start.socket(start.startLasting(new LastingSockets(context), 7000));
  }

  @Test
  void oneToWhichQemuConnectsIsNotConnectedTo() throws LaunchException {
    host.socket(LASTING, Peer.IDLE).own(Peer.ANSWERING, -1, "");
    assertThat(startLasting()).isEqualTo(LASTING);
    assertThat(host.calls())
        .containsExactly(
            "make directory /run/me/qrap/4711.",
            "list /run/me/qrap",
            "start /bin/listend [listend, --listen, " + LASTING + "]",
            "leave own");
  }

  @Test
  void oneThatEndsWellServesNobodyEither() {
    host.own(Peer.ANSWERING, 0, "");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(this::startLasting)
        .withMessageStartingWith("listend (/bin/listend, started by qrap) ended and said nothing");
  }

  /** AppArmor may allow only one of them. */
  @Test
  void itGetsAnotherDirectoryIfTheFirstIsNoUse() throws LaunchException {
    String other =
        LASTING.replace("/run/me/qrap", "/tmp/qrap-" + Processes.withEnvironment().user());
    host.unreadable("/run/me/qrap", "EACCES").socket(other, Peer.IDLE).own(Peer.ANSWERING, -1, "");
    assertThat(startLasting()).isEqualTo(other);
  }

  @Test
  void oneThatEndsLeavesNoDirectory() {
    host.own(Peer.ANSWERING, 3, "no port\n");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(this::startLasting)
        .withMessageStartingWith(
            "listend (/bin/listend, started by qrap) failed with exit status 3:\n  no port\n");
    assertThat(host.calls("remove")).hasSize(2);
  }

  @Test
  void oneThatDoesNotListenIsStopped() {
    host.own(Peer.ANSWERING, -1, "hm\n");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(this::startLasting)
        .withMessageContaining("does not listen within 7000 ms");
    assertThat(host.calls("close")).containsExactly("close own", "close own");
  }
}
