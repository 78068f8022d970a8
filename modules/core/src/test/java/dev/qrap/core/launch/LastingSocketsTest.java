// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.FakeHost.Peer;
import dev.qrap.core.testing.Processes;
import dev.qrap.core.testing.SpokenLines;
import org.junit.jupiter.api.Test;

final class LastingSocketsTest {

  private static final String PLACE = "/run/me/qrap";
  private static final String LEFT = PLACE + "/17.abc";
  private static final String SOCKET = LEFT + "/toaster.socket";

  private final FakeHost host = new FakeHost();

  private LastingSockets sockets(String... environment) throws LaunchException {
    ProcessContext process = Processes.withEnvironment(environment);
    return new LastingSockets(
        new LaunchContext(
            host, process, ConfigurationReader.read(host, process), new SpokenLines(false)));
  }

  /** Makes a directory where another launch has left one; returns what was done with that. */
  private void make() throws LaunchException, HostException {
    host.listing(PLACE, "17.abc", "4711.new", "other").listing(LEFT, "toaster.socket");
    host.program("/proc/4711/stat", Program.EXECUTABLE);
    assertThat(sockets("XDG_RUNTIME_DIR=/run/me").make(PLACE)).isEqualTo(PLACE + "/4711.new");
  }

  @Test
  void theDirectoryIsTheSessionsOrTheUsersOwnInTmp() throws LaunchException {
    long user = Processes.withEnvironment().user();
    assertThat(sockets("XDG_RUNTIME_DIR=/run/me").places())
        .containsExactly("/run/me/qrap", "/tmp/qrap-" + user);
    assertThat(sockets("XDG_RUNTIME_DIR=run").places()).containsExactly("/tmp/qrap-" + user);
    assertThat(sockets().places()).containsExactly("/tmp/qrap-" + user);
  }

  @Test
  void aBackendThatWaitsForALostQemuIsEnded() throws LaunchException, HostException {
    host.socket(SOCKET, Peer.IDLE)
        .file(SOCKET + ".pid", "99\n")
        .file("/proc/99/cmdline", "toastd\0--listen\0" + SOCKET + "\0");
    make();
    assertThat(host.calls("end")).containsExactly("end 99");
    assertThat(host.calls("remove")).containsExactly("remove " + LEFT);
  }

  /** Process ids are used again. */
  @Test
  void anotherProcessOfThatIdIsNotEnded() throws LaunchException, HostException {
    host.socket(SOCKET, Peer.IDLE)
        .file(SOCKET + ".pid", "99\n")
        .file("/proc/99/cmdline", "editor\0");
    make();
    assertThat(host.calls("end")).isEmpty();
    assertThat(host.calls("remove")).containsExactly("remove " + LEFT);
  }

  @Test
  void aSocketOnWhichNobodyListensIsRemoved() throws LaunchException, HostException {
    host.socket(SOCKET, Peer.DEAD).file(SOCKET + ".pid", "no number");
    make();
    assertThat(host.calls("end")).isEmpty();
    assertThat(host.calls("remove")).containsExactly("remove " + LEFT);
  }

  /** QEMU has another process id if it went into the background (-daemonize). */
  @Test
  void aBackendWithAClientGoesOn() throws LaunchException, HostException {
    host.socket(SOCKET, Peer.ANSWERING)
        .file(SOCKET + ".pid", "99\n")
        .file("/proc/99/cmdline", SOCKET);
    make();
    assertThat(host.calls("end")).isEmpty();
    assertThat(host.calls("remove")).isEmpty();
  }

  @Test
  void theDirectoryOfALaunchThatGoesOnStays() throws LaunchException, HostException {
    host.program("/proc/17/stat", Program.EXECUTABLE).socket(SOCKET, Peer.IDLE);
    make();
    assertThat(host.calls("remove")).isEmpty();
  }

  @Test
  void aPlaceThatIsSomebodyElsesIsRefused() throws LaunchException {
    host.unreadable(PLACE, "EACCES");
    LastingSockets sockets = sockets();
    assertThatExceptionOfType(HostException.class).isThrownBy(() -> sockets.make(PLACE));
  }
}
