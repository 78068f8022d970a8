// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.FakeHost.Peer;
import dev.qrap.core.testing.Processes;
import dev.qrap.core.testing.SpokenLines;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PasstStartTest {

  private static final String CALLED =
      "\nCalled as: passt --fd 3 -4 -t 80-81:80-81; see the settings passt.options and forward";

  private final FakeHost host =
      new FakeHost().program("/bin/passt", Program.EXECUTABLE).own(Peer.ANSWERING, 0, "");

  private void start() throws LaunchException {
    ProcessContext process =
        Processes.of(
            List.of(), "PATH=/bin", "QRAP_PASST_OPTIONS=-4", "QRAP_FORWARD=tcp:80-81:80-81");
    Settings settings = ConfigurationReader.read(host, process);
    new PasstStart(new LaunchContext(host, process, settings, new SpokenLines(false))).start(7000);
  }

  private void assertFailure(String message) {
    assertThatExceptionOfType(LaunchException.class).isThrownBy(this::start).withMessage(message);
  }

  @Test
  void whatCanFailIsCheckedBeforeItIsStarted() throws LaunchException {
    start();
    assertThat(host.calls())
        .containsExactly(
            "check tcp  80",
            "check tcp  81",
            "start /bin/passt [passt, --fd, 3, -4, -t, 80-81:80-81]");
    assertThat(host.sent()).containsExactly(Probe.frames());
  }

  @Test
  void aPortThatIsTakenStopsIt() {
    host.takenPort(81);
    assertFailure(
        "cannot forward tcp port 81: refused (bind: EADDRINUSE); end the program that uses it, or"
            + " give another port to the setting forward");
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
  void itsWordsAreOursWithoutNoiseAndUsage() {
    host.own(
        Peer.CLOSING,
        1,
        "a\nb\nFailed to send 7 bytes to syslog\nc\nd\ne\nf\ng\nh\n\n  i\nUsage: passt\n  -x\n");
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
}
