// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;
import dev.qrap.spi.SocketCandidate;
import java.util.List;
import java.util.Optional;

/**
 * Tries candidates in turn until a backend answers the probe. A busy backend is tried again: passt
 * serves one client at a time, and libvirt starts QEMU several times in a row.
 */
final class SocketSearch {

  /** What helps where this process may not open more. */
  static final String MORE_DESCRIPTORS =
      "raise the limit of descriptors (ulimit -n), or start qrap with fewer open";

  /** How long connecting, sending and waiting for the answer may take, each. */
  private static final int CALL_TIMEOUT_MILLIS = 500;

  /** How often a busy backend is tried, unless there is something better to do. */
  static final int BUSY_ATTEMPTS = 51;

  private static final int BUSY_PAUSE_MILLIS = 50;

  private static final int MAX_PATH_BYTES = 107;

  private final Host host;
  private final Trust trust;
  private final long deadline;
  private final int busyAttempts;
  private final Reporter reporter;
  private final byte[] probe = Probe.frames();
  private final SearchFailures failures = new SearchFailures();
  private boolean waiting;
  private String timedOutAt = "";

  SocketSearch(Host host, Trust trust, int timeoutMillis, int busyAttempts, Reporter reporter) {
    this.host = host;
    this.trust = trust;
    this.busyAttempts = busyAttempts;
    this.deadline = host.milliseconds() + timeoutMillis;
    this.reporter = reporter;
  }

  /**
   * What was found.
   *
   * @param socket a connection on which the backend answered, with the answer still to be read;
   *     null where there was no need to connect
   */
  record Found(BackendSocket socket, String path) {}

  /**
   * Looks for a backend that listens. One that has no client is not connected to, which would use
   * up a one-off backend. Any other is, as it does no harm there: it is in use, or nobody listens,
   * or the kernel does not tell.
   *
   * @return its socket's path; empty if there is none, see {@link #failure}
   * @throws LaunchException if the search itself cannot go on
   */
  Optional<String> findPath(List<SocketCandidate> candidates) throws LaunchException {
    Optional<Found> found = find(candidates, true);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.get().socket() != null) {
      found.get().socket().discard();
    }
    return Optional.of(found.get().path());
  }

  /**
   * Looks for a backend that answers.
   *
   * @return the first one; empty if there is none, see {@link #failure}
   * @throws LaunchException if the search itself cannot go on
   */
  Optional<Found> find(List<SocketCandidate> candidates) throws LaunchException {
    return find(candidates, false);
  }

  private Optional<Found> find(List<SocketCandidate> candidates, boolean pathOnly)
      throws LaunchException {
    try {
      return search(candidates, pathOnly);
    } finally {
      if (waiting) {
        reporter.waited();
      }
    }
  }

  /**
   * Why none was found.
   *
   * @return what to tell the user
   */
  LaunchException failure() {
    return timedOutAt.isEmpty() ? failures.noBackend() : failures.timedOut(timedOutAt);
  }

  private Optional<Found> search(List<SocketCandidate> candidates, boolean pathOnly)
      throws LaunchException {
    for (SocketCandidate candidate : candidates) {
      String path = candidate.path();
      String failure = "";
      for (int attempt = 1; ; attempt++) {
        int left = (int) Math.min(CALL_TIMEOUT_MILLIS, deadline - host.milliseconds());
        if (left <= 0) {
          if (!failure.isEmpty()) {
            failures.add(path, failure);
          }
          timedOutAt = path;
          return Optional.empty();
        }
        if (pathOnly && !isForQemu(path)) {
          failures.add(path, "QEMU itself needs an absolute path of at most 107 bytes");
          break;
        }
        if (pathOnly && host.isIdle(path, trust)) {
          detail(path, attempt, "listens and has no client");
          return Optional.of(new Found(null, path));
        }
        boolean busy = false;
        BackendSocket socket = null;
        try {
          socket = host.connect(path, trust, left);
          socket.send(probe);
          if (socket.awaitAnswer()) {
            detail(path, attempt, "answered");
            return Optional.of(new Found(socket, path));
          }
          failure = "closed the connection without an answer";
        } catch (HostException e) {
          if (isOurs(e)) {
            throw new LaunchException(
                ("no descriptor is left to look for a backend: " + e.getMessage() + "; ")
                    + MORE_DESCRIPTORS);
          }
          busy = socket != null && isBusy(e);
          failure = describe(e, socket != null, left);
          if (e.errno().equals("EAGAIN")) {
            waiting(path + ": " + failure);
          }
        }
        if (socket != null) {
          socket.close();
        }
        detail(path, attempt, failure);
        if (!busy || attempt == busyAttempts) {
          failures.add(path, failure);
          break;
        }
        waiting(path + ": " + failure + ", attempt " + attempt + " of " + busyAttempts);
        host.pause(BUSY_PAUSE_MILLIS);
      }
    }
    return Optional.empty();
  }

  /** It fits into sun_path, unix(7), and holds where QEMU goes into the background too. */
  private static boolean isForQemu(String path) {
    return path.startsWith("/") && path.length() <= MAX_PATH_BYTES;
  }

  private void waiting(String line) {
    waiting = true;
    reporter.waiting(line);
  }

  /** Whether the fault is not the candidate's: the next ones would fare no better. */
  private static boolean isOurs(HostException e) {
    return e.errno().equals("EMFILE") || e.errno().equals("ENFILE");
  }

  private static boolean isBusy(HostException e) {
    return e.errno().equals("ECONNRESET") || e.errno().equals("EPIPE");
  }

  private static String describe(HostException e, boolean connected, int timeoutMillis) {
    if (isBusy(e) && connected) {
      return "busy with another client";
    }
    if (e.errno().equals("EAGAIN")) {
      return (connected ? "no answer" : "not accepting connections")
          + (" within " + timeoutMillis + " ms");
    }
    return e.errno().isEmpty() ? e.reason() : e.reason() + " (" + e.call() + ": " + e.errno() + ")";
  }

  private void detail(String path, int attempt, String outcome) {
    if (reporter.detailed()) {
      reporter.detail(
          path + ": " + outcome + " (attempt " + attempt + ", at " + host.milliseconds() + " ms)");
    }
  }
}
