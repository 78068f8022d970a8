// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.OwnPasst;
import dev.qrap.core.configuration.PortForward;
import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.OwnBackend;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs;
import dev.qrap.core.host.Sockets;
import dev.qrap.core.plan.QemuCommand;

/**
 * Starts a passt for this guest alone, on one end of a connection. Nothing of it has a name in the
 * file system, and it ends when the other end is closed: when QEMU ends, in whichever way.
 */
public final class PasstStart {

  /** How long it may take into the background once it has answered, which takes it 1 ms. */
  private static final int BACKGROUND_MILLIS = 5000;

  private static final int MAX_LINES = 8;

  /** What the passt of 2023 says of each of its own lines where there is no syslog. */
  private static final String SYSLOG_NOISE = "Failed to send ";

  private final Programs programs;
  private final Sockets sockets;
  private final ProcessContext process;
  private final OwnPasst settings;

  /**
   * Somebody who can start it.
   *
   * @param context the launch, whose settings say how passt is called
   */
  public PasstStart(LaunchContext context) {
    this.programs = context.host();
    this.sockets = context.host();
    this.process = context.process();
    this.settings = context.passt();
  }

  /**
   * Starts it.
   *
   * @param timeoutMillis how long it may take to answer
   * @return our end, on which it has answered
   * @throws LaunchException if it does not serve, with its own words; it does not run then
   */
  BackendSocket start(int timeoutMillis) throws LaunchException {
    String path = program().path();
    checkPorts();
    OwnBackend passt;
    try {
      passt = programs.start(path, settings.arguments(), process.environment(), timeoutMillis);
    } catch (HostException e) {
      throw new LaunchException("cannot start passt: " + e.getMessage());
    }
    String failure = failure(passt, timeoutMillis);
    if (failure.isEmpty()) {
      return passt.socket();
    }
    String words = words(passt);
    passt.stop();
    throw new LaunchException(
        ("passt (" + path + ", started by qrap) " + failure + words)
            + ("\nCalled as: " + String.join(" ", settings.arguments()))
            + "; see the settings passt.options and forward");
  }

  /**
   * The program that would be started.
   *
   * @return the first in PATH
   * @throws LaunchException if there is none
   */
  public QemuCommand program() throws LaunchException {
    return new ProgramSearch(programs, process).named(OwnPasst.PROGRAM, "which qrap is to start");
  }

  /**
   * Checks that the ports could be listened on now: passt starts on a UDP port that is taken, and
   * on a range that is so in part.
   *
   * @throws LaunchException if one could not, naming it
   */
  public void checkPorts() throws LaunchException {
    for (PortForward forward : settings.forwards()) {
      for (int port = forward.first(); port <= forward.last(); port++) {
        try {
          sockets.checkPort(forward.udp(), forward.address(), port);
        } catch (HostException e) {
          throw new LaunchException(
              ("cannot forward " + forward.protocol() + " port " + port + ": " + e.reason())
                  + (" (" + e.call() + ": " + e.errno().name() + "); ")
                  + (e.is(Errno.EADDRINUSE)
                      ? "end the program that uses it, or give another port to the setting forward"
                      : "give another port or address to the setting forward"));
        }
      }
    }
  }

  /** Why it does not serve; empty where it does, and has gone into the background. */
  private String failure(OwnBackend passt, int timeoutMillis) {
    try {
      passt.socket().send(Probe.frames());
      if (passt.socket().awaitAnswer()) {
        return passt.awaitEnd(BACKGROUND_MILLIS) ? "" : "does not go into the background";
      }
    } catch (HostException e) {
      if (e.is(Errno.EAGAIN)) {
        return "does not answer within " + timeoutMillis + " ms";
      }
    }
    return passt.awaitEnd(BACKGROUND_MILLIS)
        ? "failed with exit status " + passt.exitStatus()
        : "closed the connection";
  }

  /** The last lines that it wrote, without how it is to be used. */
  private static String words(OwnBackend passt) {
    String output;
    try {
      output = passt.output();
    } catch (HostException e) {
      return "; its output cannot be read: " + e.getMessage();
    }
    int usage = output.indexOf("Usage:");
    int end = usage <= 0 ? output.length() : usage;
    StringBuilder words = new StringBuilder();
    int count = 0;
    while (end > 0 && count < MAX_LINES) {
      int start = output.lastIndexOf('\n', end - 1) + 1;
      String line = output.substring(start, end).strip();
      if (!line.isEmpty() && !line.startsWith(SYSLOG_NOISE)) {
        words.insert(0, "\n  " + line);
        count++;
      }
      end = start - 1;
    }
    return count == 0 ? " and said nothing" : ":" + words;
  }
}
