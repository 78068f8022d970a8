// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Clock;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Sockets;
import dev.qrap.core.host.Trust;
import dev.qrap.spi.SocketCandidate;
import java.util.List;
import java.util.Optional;

/**
 * Tries candidates in turn until a backend answers the probe. A busy backend is tried again: passt
 * serves one client at a time, and libvirt starts QEMU several times in a row.
 */
final class SocketSearch {

  /** What helps if this process may not open more descriptors. */
  static final String MORE_DESCRIPTORS =
      "raise the limit of descriptors (ulimit -n), or start qrap with fewer open";

  /** How often a busy backend is tried, unless there is something better to do. */
  static final int BUSY_ATTEMPTS = 51;

  /** How long connecting, sending and waiting for the answer may take, each. */
  private static final int CALL_TIMEOUT_MILLIS = 500;

  private static final int BUSY_PAUSE_MILLIS = 50;

  /** What fits into sun_path with its NUL byte, unix(7). */
  private static final int MAX_PATH_BYTES = 107;

  private final Sockets sockets;
  private final Clock clock;
  private final Trust trust;
  private final long deadline;
  private final int busyAttempts;
  private final Reporter reporter;
  private final byte[] probe = Probe.frames();
  private final SearchFailures failures = new SearchFailures();
  private boolean waiting;
  private String timedOutAt = "";

  /**
   * A search, whose time runs from now on.
   *
   * @param timeoutMillis how long it may take
   * @param busyAttempts how often a busy backend is tried
   */
  SocketSearch(
      Sockets sockets,
      Clock clock,
      Trust trust,
      int timeoutMillis,
      int busyAttempts,
      Reporter reporter) {
    this.sockets = sockets;
    this.clock = clock;
    this.trust = trust;
    this.deadline = clock.milliseconds() + timeoutMillis;
    this.busyAttempts = busyAttempts;
    this.reporter = reporter;
  }

  /**
   * A backend that was found.
   *
   * @param path its socket
   * @param socket a connection on which the backend answered; the answer is still to be read
   */
  record Found(String path, BackendSocket socket) {}

  /** What came of an attempt to reach a backend. */
  private sealed interface Outcome {

    /** The backend answered on this connection. */
    record Answered(String path, BackendSocket socket) implements Outcome {}

    /** Somebody listens and has no client, and there was no need to connect. */
    record Idle(String path) implements Outcome {}

    /** It cannot be used; if it is busy, perhaps later. */
    record Failed(String reason, boolean busy) implements Outcome {}

    /** There was no time left for an attempt. */
    record OutOfTime() implements Outcome {}
  }

  /**
   * Looks for a backend that answers.
   *
   * @return the first one; empty if there is none, see {@link #failure}
   * @throws LaunchException if the search itself cannot go on
   */
  Optional<Found> find(List<SocketCandidate> candidates) throws LaunchException {
    return search(candidates, false) instanceof Outcome.Answered answered
        ? Optional.of(new Found(answered.path(), answered.socket()))
        : Optional.empty();
  }

  /**
   * Looks for a backend to whose path QEMU can connect. One that has no client is not connected to,
   * which would use up a one-off backend. Any other is, as it does no harm there: it is in use, or
   * nobody listens, or the kernel does not tell.
   *
   * @return its socket's path; empty if there is none, see {@link #failure}
   * @throws LaunchException if the search itself cannot go on
   */
  Optional<String> findPath(List<SocketCandidate> candidates) throws LaunchException {
    Outcome outcome = search(candidates, true);
    if (outcome instanceof Outcome.Answered answered) {
      answered.socket().discard();
      return Optional.of(answered.path());
    }
    return outcome instanceof Outcome.Idle idle ? Optional.of(idle.path()) : Optional.empty();
  }

  /**
   * Why no backend was found.
   *
   * @return what to tell the user
   */
  LaunchException failure() {
    return timedOutAt.isEmpty() ? failures.noBackend() : failures.timedOut(timedOutAt);
  }

  /** Tries the candidates in turn; returns what came of the last one that was tried. */
  private Outcome search(List<SocketCandidate> candidates, boolean pathIsEnough)
      throws LaunchException {
    Outcome outcome = new Outcome.OutOfTime();
    try {
      for (SocketCandidate candidate : candidates) {
        outcome = reach(candidate.path(), pathIsEnough);
        if (!(outcome instanceof Outcome.Failed)) {
          break;
        }
      }
    } finally {
      if (waiting) {
        reporter.waited();
      }
    }
    return outcome;
  }

  /** Tries a candidate, and as long as it is busy, again. The last failure is noted. */
  private Outcome reach(String path, boolean pathIsEnough) throws LaunchException {
    String failure = "";
    for (int attempt = 1; ; attempt++) {
      int left = (int) Math.min(CALL_TIMEOUT_MILLIS, deadline - clock.milliseconds());
      if (left <= 0) {
        if (!failure.isEmpty()) {
          failures.add(path, failure);
        }
        timedOutAt = path;
        return new Outcome.OutOfTime();
      }
      Outcome outcome = attempt(path, pathIsEnough, left);
      detail(path, attempt, outcome);
      if (!(outcome instanceof Outcome.Failed failed)) {
        return outcome;
      }
      failure = failed.reason();
      if (!failed.busy() || attempt == busyAttempts) {
        failures.add(path, failure);
        return outcome;
      }
      waiting(path + ": " + failure + ", attempt " + attempt + " of " + busyAttempts);
      clock.pause(BUSY_PAUSE_MILLIS);
    }
  }

  private Outcome attempt(String path, boolean pathIsEnough, int timeoutMillis)
      throws LaunchException {
    if (!pathIsEnough) {
      return connect(path, timeoutMillis);
    }
    // An absolute path holds even if QEMU goes into the background.
    if (!path.startsWith("/") || path.length() > MAX_PATH_BYTES) {
      return new Outcome.Failed("QEMU itself needs an absolute path of at most 107 bytes", false);
    }
    return sockets.isIdle(path, trust) ? new Outcome.Idle(path) : connect(path, timeoutMillis);
  }

  /** Connects, sends the probe and waits for an answer. */
  private Outcome connect(String path, int timeoutMillis) throws LaunchException {
    BackendSocket socket;
    try {
      socket = sockets.connect(path, trust, timeoutMillis);
    } catch (HostException e) {
      if (e.is(Errno.EMFILE) || e.is(Errno.ENFILE)) {
        // This is not the candidate's fault: the next ones would fare no better.
        throw new LaunchException(
            ("no descriptor is left to look for a backend: " + e.getMessage() + "; ")
                + MORE_DESCRIPTORS);
      }
      return failed(path, e, "not accepting connections within " + timeoutMillis + " ms");
    }
    Outcome outcome = probe(path, socket, timeoutMillis);
    if (!(outcome instanceof Outcome.Answered)) {
      socket.close();
    }
    return outcome;
  }

  private Outcome probe(String path, BackendSocket socket, int timeoutMillis) {
    try {
      socket.send(probe);
      return socket.awaitAnswer()
          ? new Outcome.Answered(path, socket)
          : new Outcome.Failed("closed the connection without an answer", false);
    } catch (HostException e) {
      if (e.is(Errno.ECONNRESET) || e.is(Errno.EPIPE)) {
        return new Outcome.Failed("busy with another client", true);
      }
      return failed(path, e, "no answer within " + timeoutMillis + " ms");
    }
  }

  /** The outcome of a call that failed; of one that took too long, in other words. */
  private Outcome failed(String path, HostException e, String late) {
    if (e.is(Errno.EAGAIN)) {
      waiting(path + ": " + late);
      return new Outcome.Failed(late, false);
    }
    String reason =
        e.is(Errno.NONE)
            ? e.reason()
            : e.reason() + " (" + e.call() + ": " + e.errno().name() + ")";
    return new Outcome.Failed(reason, false);
  }

  private void waiting(String line) {
    waiting = true;
    reporter.waiting(line);
  }

  private void detail(String path, int attempt, Outcome outcome) {
    if (!reporter.detailed()) {
      return;
    }
    String text =
        outcome instanceof Outcome.Failed failed
            ? failed.reason()
            : outcome instanceof Outcome.Idle ? "listens and has no client" : "answered";
    reporter.detail(
        path + ": " + text + " (attempt " + attempt + ", at " + clock.milliseconds() + " ms)");
  }
}
