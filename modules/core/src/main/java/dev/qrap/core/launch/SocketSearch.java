// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.backend.ObservedSocket;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Clock;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.SocketPlace;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.Sockets;
import dev.qrap.core.host.Trust;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.SocketCandidate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Tries candidates in turn until a backend answers its probe. A busy backend is tried again: many
 * serve one client at a time, and libvirt starts QEMU several times in a row.
 */
final class SocketSearch {

  /** What helps if this process may not open more descriptors. */
  static final String MORE_DESCRIPTORS =
      "raise the limit of descriptors (ulimit -n), or start qrap with fewer open";

  /** How often a busy backend is tried, unless there is something better to do. */
  static final int BUSY_ATTEMPTS = 51;

  /** A backend is waited for as long as the search may take: the user named its socket. */
  static final int UNTIL_TIMEOUT = Integer.MAX_VALUE;

  /** How long connecting, sending and waiting for the answer may take, each. */
  private static final int CALL_TIMEOUT_MILLIS = 500;

  private static final int BUSY_PAUSE_MILLIS = 50;
  private static final String BUSY = "busy with another client";

  /** What fits into sun_path with its NUL byte, unix(7). */
  private static final int MAX_PATH_BYTES = 107;

  private final Sockets sockets;
  private final Files files;
  private final Clock clock;
  private final Trust trust;
  private final int timeoutMillis;
  private final long deadline;
  private final int busyAttempts;
  private final boolean patient;
  private final Reporter reporter;
  private final Backends backends;
  private final Protocol protocol;
  private final SearchFailures failures = new SearchFailures();
  private Optional<HostException> lastFailure = Optional.empty();
  private String lastReason = "";
  private boolean waiting;
  private String timedOutAt = "";

  /**
   * A search, whose time runs from now on.
   *
   * @param context the launch
   * @param backends the kinds that a backend may be of
   * @param protocol what QEMU will speak
   * @param timeoutMillis how long it may take
   * @param busyAttempts how often a busy backend is tried; {@link #UNTIL_TIMEOUT} if one that is
   *     silent is waited for too: a host under load answers late
   */
  SocketSearch(
      LaunchContext context,
      Backends backends,
      Protocol protocol,
      int timeoutMillis,
      int busyAttempts) {
    this.sockets = context.host();
    this.files = context.host();
    this.clock = context.host();
    this.trust = context.trust();
    this.timeoutMillis = timeoutMillis;
    this.deadline = clock.milliseconds() + timeoutMillis;
    this.backends = backends;
    this.protocol = protocol;
    this.busyAttempts = busyAttempts;
    this.patient = busyAttempts == UNTIL_TIMEOUT;
    this.reporter = context.reporter();
  }

  /**
   * A backend that was found.
   *
   * @param path its socket
   * @param socket a connection on which the backend answered; the answer is still to be read
   * @param endsWithConnection whether the backend ends when the connection is closed
   */
  record Found(String path, BackendSocket socket, boolean endsWithConnection) {

    private Found at(String otherPath) {
      return new Found(otherPath, socket, endsWithConnection);
    }
  }

  /** What came of an attempt to reach a backend. */
  private sealed interface Outcome {

    /** The backend answered on this connection. */
    record Answered(Found found) implements Outcome {}

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
        ? Optional.of(answered.found())
        : Optional.empty();
  }

  /**
   * Looks for a backend to whose path QEMU can connect. One that has no client is not connected to,
   * which would use up a one-off backend. Any other is, as it does no harm there: it is in use, or
   * nobody listens, or the kernel does not tell.
   *
   * @return its socket's path without links; empty if there is none, see {@link #failure}
   * @throws LaunchException if the search itself cannot go on
   */
  Optional<String> findPath(List<SocketCandidate> candidates) throws LaunchException {
    Outcome outcome = search(candidates, true);
    if (outcome instanceof Outcome.Answered answered) {
      answered.found().socket().discard();
      return Optional.of(answered.found().path());
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
    boolean tried = false;
    try {
      for (SocketCandidate candidate : candidates) {
        List<SocketCandidate> sockets = Candidates.of(candidate, files);
        tried |= !sockets.isEmpty();
        outcome = sockets.isEmpty() ? outcome : reachFirst(sockets, pathIsEnough);
        if (!sockets.isEmpty() && !(outcome instanceof Outcome.Failed)) {
          return outcome;
        }
      }
      // If no pattern is like anything, the message says where a backend was looked for.
      return tried ? outcome : reachFirst(candidates, pathIsEnough);
    } finally {
      if (waiting) {
        reporter.waited();
      }
    }
  }

  private Outcome reachFirst(List<SocketCandidate> sockets, boolean pathIsEnough)
      throws LaunchException {
    Outcome outcome = new Outcome.OutOfTime();
    for (SocketCandidate socket : sockets) {
      outcome = reach(socket, pathIsEnough);
      if (!(outcome instanceof Outcome.Failed)) {
        break;
      }
    }
    return outcome;
  }

  /** Tries a candidate, and as long as it is busy, again. The last failure is noted. */
  private Outcome reach(SocketCandidate candidate, boolean pathIsEnough) throws LaunchException {
    String path = candidate.path();
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
      Outcome outcome = attempt(candidate, pathIsEnough, left);
      detail(path, attempt, outcome);
      if (!(outcome instanceof Outcome.Failed failed)) {
        return outcome;
      }
      failure = failed.reason();
      if (!failed.busy() || attempt == busyAttempts) {
        failures.add(path, failure);
        return outcome;
      }
      waiting(
          path + ": " + failure + ", attempt " + attempt + (patient ? "" : " of " + busyAttempts));
      clock.pause(BUSY_PAUSE_MILLIS);
    }
  }

  /** Finds out what listens, and reaches it in the way that is right for its kind. */
  private Outcome attempt(SocketCandidate candidate, boolean pathIsEnough, int timeoutMillis)
      throws LaunchException {
    String path = candidate.path();
    String forQemu = "";
    try (SocketPlace place = sockets.find(path, trust)) {
      LoadedPlugin<BackendKind> kind = kind(candidate, List.of());
      String foreign = foreign(kind);
      if (!foreign.isEmpty()) {
        return new Outcome.Failed(foreign, false);
      }
      if (pathIsEnough) {
        forQemu = sockets.lastingPath(path, trust);
        if (forQemu.length() > MAX_PATH_BYTES) {
          return new Outcome.Failed("QEMU itself needs a path of at most 107 bytes", false);
        }
      }
      if (pathIsEnough && sockets.isIdle(path, trust)) {
        return new Outcome.Idle(forQemu);
      }
      if (pathIsEnough && backends.probe(kind).endsWithConnection()) {
        return new Outcome.Failed(BUSY, true);
      }
      Outcome outcome = connect(candidate, kind, place, timeoutMillis);
      return pathIsEnough && outcome instanceof Outcome.Answered answered
          ? new Outcome.Answered(answered.found().at(forQemu))
          : outcome;
    } catch (HostException e) {
      if (e.is(Errno.EMFILE) || e.is(Errno.ENFILE)) {
        // This is not the candidate's fault: the next ones would fare no better.
        throw new LaunchException(
            ("no descriptor is left to look for a backend: " + e.getMessage() + "; ")
                + MORE_DESCRIPTORS);
      }
      Outcome failed = failed(path, e, "not accepting connections", timeoutMillis);
      return patient && e.is(Errno.EAGAIN) && failed instanceof Outcome.Failed late
          ? new Outcome.Failed(late.reason(), true)
          : failed;
    }
  }

  private LoadedPlugin<BackendKind> kind(SocketCandidate candidate, List<String> commandLine)
      throws LaunchException {
    return backends.of(
        new ObservedSocket(sockets, trust, candidate.path(), commandLine), candidate.backend());
  }

  /** Why QEMU cannot be connected to a kind; empty if it can. */
  private String foreign(LoadedPlugin<BackendKind> kind) throws LaunchException {
    Protocol spoken = backends.protocol(kind);
    return spoken == protocol
        ? ""
        : ("a backend of the kind "
                + kind.plugin().name()
                + " listens there, which speaks "
                + Backends.name(spoken))
            + (", and QEMU would speak " + Backends.name(protocol));
  }

  /**
   * Connects, sends the probe and waits for an answer. Once connected, more may be known of what
   * listens, before anything is sent.
   */
  private Outcome connect(
      SocketCandidate candidate,
      LoadedPlugin<BackendKind> presumed,
      SocketPlace place,
      int timeoutMillis)
      throws LaunchException, HostException {
    BackendSocket socket = place.connect(timeoutMillis);
    Outcome outcome = new Outcome.OutOfTime();
    try {
      List<String> commandLine = socket.peerCommandLine();
      LoadedPlugin<BackendKind> kind =
          commandLine.isEmpty() ? presumed : kind(candidate, commandLine);
      String foreign = foreign(kind);
      outcome =
          foreign.isEmpty()
              ? probe(candidate.path(), socket, backends.probe(kind), timeoutMillis)
              : new Outcome.Failed(foreign, false);
    } finally {
      if (!(outcome instanceof Outcome.Answered)) {
        socket.close();
      }
    }
    return outcome;
  }

  private Outcome probe(String path, BackendSocket socket, Probe probe, int timeoutMillis) {
    try {
      if (!probe.request().isEmpty()) {
        socket.send(probe.request().getBytes(StandardCharsets.ISO_8859_1));
      }
      return awaitAnswer(path, socket)
          ? new Outcome.Answered(new Found(path, socket, probe.endsWithConnection()))
          : new Outcome.Failed("closed the connection without an answer", false);
    } catch (HostException e) {
      if (e.is(Errno.ECONNRESET) || e.is(Errno.EPIPE)) {
        return new Outcome.Failed(BUSY, true);
      }
      return failed(path, e, "no answer", patient ? this.timeoutMillis : timeoutMillis);
    }
  }

  /** Waits for the answer; if the user named the socket, for as long as the search may take. */
  private boolean awaitAnswer(String path, BackendSocket socket) throws HostException {
    while (true) {
      try {
        return socket.awaitAnswer();
      } catch (HostException e) {
        boolean timeLeft = clock.milliseconds() < deadline;
        if (!e.is(Errno.EAGAIN) || !patient || !timeLeft) {
          throw e;
        }
        waiting(path + ": no answer yet");
      }
    }
  }

  /** The outcome of a call that failed; of one that took too long, in other words. */
  private Outcome failed(String path, HostException e, String missing, int millis) {
    if (e.is(Errno.EAGAIN)) {
      String late = missing + " within " + millis + " ms";
      waiting(path + ": " + late);
      return new Outcome.Failed(late, false);
    }
    if (e.is(Errno.EPROTOTYPE)) {
      return new Outcome.Failed("it " + SocketStatus.TAKES_DATAGRAMS, false);
    }
    return new Outcome.Failed(e.is(Errno.NONE) ? e.reason() : reason(e), false);
  }

  /** Many sockets in a row fail in the same way, and share the text. */
  private String reason(HostException e) {
    boolean same =
        lastFailure.isPresent()
            && e.reason().equals(lastFailure.get().reason())
            && e.call().equals(lastFailure.get().call())
            && e.is(lastFailure.get().errno());
    if (!same) {
      lastFailure = Optional.of(e);
      lastReason = e.reason() + " (" + e.call() + ": " + e.errno().name() + ")";
    }
    return lastReason;
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
