// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.cli.doctor.Finding.Verdict;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.StartedBackend;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.launch.Launch.SeenSocket;
import dev.qrap.core.launch.LaunchContext;
import dev.qrap.spi.Need;
import java.util.ArrayList;
import java.util.List;

/**
 * Which backends there are, as {@code qrap sockets} sees them: without connecting, which alone
 * would use up a one-off backend.
 */
final class BackendCheck implements Check {

  private static final String OTHER_PLACE =
      "start the backend with a socket in a directory to which only you or root can write, or use"
          + " exec=descriptor";

  private static final String NAME = "backend";

  private final LaunchContext context;
  private final Launch launch;
  private final CollectingReporter reporter;

  /**
   * A check.
   *
   * @param reporter the one of the launch
   */
  BackendCheck(LaunchContext context, Launch launch, CollectingReporter reporter) {
    this.context = context;
    this.launch = launch;
    this.reporter = reporter;
  }

  @Override
  public List<Finding> findings() {
    if (context.started().when() == Condition.ALWAYS) {
      return List.of(ofStarted(context.started()));
    }
    List<Finding> findings = new ArrayList<>();
    try {
      findings.addAll(of(launch.sockets(), startsOne()));
    } catch (LaunchException e) {
      findings.add(Finding.fail(NAME, e, "qrap plugins says what became of the locators"));
    } catch (HostException e) {
      findings.add(
          Finding.warn(
              NAME,
              "cannot tell who listens: " + e.getMessage(),
              "modprobe unix_diag; a launch works without it"));
    }
    for (String line : reporter.lines()) {
      findings.add(Finding.warn(NAME, line, "fix or remove the plugin"));
    }
    return findings;
  }

  private Finding ofStarted(StartedBackend started) {
    if (needsPath()) {
      String names = started.reasons().isEmpty() ? "start=always" : started.names();
      return Finding.fail(
          NAME,
          (names
                  + " needs a backend that a launch starts, and that has no path for QEMU to connect")
              + " to",
          "use exec=descriptor, or remove the setting");
    }
    try {
      launch.start().checkPorts();
    } catch (LaunchException e) {
      return Finding.fail(NAME, e, "correct the setting forward");
    }
    return Finding.pass(
        NAME, "a launch starts a backend of its own and does not look for a running one");
  }

  /** Whether a launch that finds no backend starts one. */
  private boolean startsOne() {
    if (context.started().when() == Condition.NEVER || needsPath()) {
      return false;
    }
    try {
      launch.start().program();
      return true;
    } catch (LaunchException e) {
      return false;
    }
  }

  /**
   * Whether QEMU connects by itself; a launch without a QEMU or a strategy is another's finding.
   */
  private boolean needsPath() {
    try {
      return launch.strategies().need() == Need.SOCKET_PATH;
    } catch (LaunchException e) {
      return false;
    }
  }

  /** One that cannot be used is a failure only where no other can be, and none is started. */
  private static List<Finding> of(List<SeenSocket> sockets, boolean startsOne) {
    boolean usable = sockets.stream().anyMatch(SeenSocket::usable);
    List<Finding> findings = new ArrayList<>();
    for (SeenSocket seen : sockets) {
      findings.add(
          seen.usable()
              ? Finding.pass(NAME, text(seen))
              : Finding.of(
                  NAME,
                  usable || startsOne ? Verdict.WARN : Verdict.FAIL,
                  text(seen),
                  seen.refusal().isEmpty() ? advice(seen.status()) : OTHER_PLACE));
    }
    if (!usable && startsOne) {
      findings.add(
          Finding.pass(NAME, "a launch starts a backend of its own, since none is listening"));
    } else if (sockets.isEmpty()) {
      findings.add(Finding.fail(NAME, "no backend's socket is there", Launch.START_A_BACKEND));
    }
    return findings;
  }

  /** What it is, and kind, owner and process as far as they are known. */
  private static String text(SeenSocket seen) {
    SocketStatus socket = seen.status();
    String what =
        switch (socket.state()) {
          case LISTENING ->
              seen.usable()
                  ? " is listening"
                  : seen.refusal().isEmpty()
                      ? " is listening, but does not speak plain Ethernet frames: launches pass it"
                          + " over"
                      : " is listening, but QEMU does not get its path: " + seen.refusal();
          case IN_USE -> " has a client";
          case DEAD -> " is left over, nobody listens";
          case OTHER_TYPE -> " " + SocketStatus.TAKES_DATAGRAMS;
          case FORBIDDEN -> " may not be connected to";
          case UNTRUSTED -> " is not used: " + socket.detail();
          case MISSING -> " is not there";
          case UNREADABLE -> " cannot be looked at: " + socket.detail();
        };
    String kind = seen.kind().isEmpty() ? "" : ", kind " + seen.kind();
    String owner = socket.owner() == SocketStatus.UNKNOWN ? "" : ", owner " + socket.owner();
    String process =
        socket.pid() == SocketStatus.UNKNOWN
            ? ""
            : ", process " + socket.pid() + " (" + socket.program() + ")";
    return socket.path() + what + kind + owner + process;
  }

  private static String advice(SocketStatus socket) {
    return switch (socket.state()) {
      case IN_USE -> "start one more backend, or end the virtual machine that uses this one";
      case DEAD ->
          "start the backend again; one in another network namespace looks like this, but can be"
              + " used";
      case OTHER_TYPE -> "name the socket of a backend; the program that has this one is none";
      case FORBIDDEN -> "start the backend as the user who runs qrap";
      case UNTRUSTED ->
          "if you trust its owner, add the user id to the setting socket.owners=; else remove it";
      case UNREADABLE -> "give yourself the right to search its directory (chmod +x)";
      case LISTENING, MISSING -> Launch.START_A_BACKEND;
    };
  }
}
