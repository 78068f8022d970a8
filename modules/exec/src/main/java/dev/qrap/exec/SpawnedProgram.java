// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Programs.Call;
import dev.qrap.core.host.StartedProgram;
import java.util.ArrayList;
import java.util.List;

/** A program that was started: a child, or one that a shell has made nobody's child. */
final class SpawnedProgram implements StartedProgram {

  private static final String SHELL = "/bin/sh";

  /**
   * What detaches a program: a shell that starts it in the background and ends. The first line of
   * output is its process id, since the second shell becomes the program. Like all that a shell
   * puts into the background, it does not end with Ctrl-C.
   */
  private static final String DETACH = SHELL + " -c 'echo $$; exec \"$@\"' " + SHELL + " \"$@\" &";

  /** How long the shells may take, which take 2 ms. */
  private static final int SHELL_MILLIS = 5000;

  private static final int POLL_MILLIS = 1;
  private static final int UNKNOWN = 0;

  private final ChildProcess child;
  private final boolean detached;
  private int process = UNKNOWN;

  private SpawnedProgram(ChildProcess child, boolean detached) {
    this.child = child;
    this.detached = detached;
  }

  /**
   * Starts it.
   *
   * @param passedOn what becomes its descriptors from 3 on, in this order
   */
  static SpawnedProgram start(Call call, List<Integer> passedOn) throws HostException {
    if (!call.detached()) {
      return new SpawnedProgram(
          ChildProcess.start(call.path(), call.arguments(), call.environment(), passedOn), false);
    }
    List<String> words = new ArrayList<>(List.of(SHELL, "-c", DETACH, SHELL, call.path()));
    words.addAll(call.arguments().subList(1, call.arguments().size()));
    return new SpawnedProgram(ChildProcess.start(SHELL, words, call.environment(), passedOn), true);
  }

  @Override
  public boolean awaitEnd(int timeoutMillis) {
    if (!detached) {
      return child.awaitEnd(timeoutMillis);
    }
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
    while (runs()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      Libc.pause(POLL_MILLIS);
    }
    return true;
  }

  /** A zombie does not run, even if nobody reaps it. */
  private boolean runs() {
    try (OpenFile file = OpenFile.forReading("/proc/" + process() + "/stat")) {
      String status = file.readAll();
      int state = status.lastIndexOf(')') + 2; // proc(5): the name is in parentheses
      return state < status.length() && status.charAt(state) != 'Z' && status.charAt(state) != 'X';
    } catch (HostException e) {
      return false;
    }
  }

  /** The detached process, as its shell said. */
  private int process() throws HostException {
    long deadline = System.nanoTime() + SHELL_MILLIS * 1_000_000L;
    while (process == UNKNOWN) {
      String said = child.output();
      int end = said.indexOf('\n');
      if (end > 0) {
        process = Integer.parseInt(said.substring(0, end));
      } else if (System.nanoTime() >= deadline) {
        return UNKNOWN;
      } else {
        Libc.pause(POLL_MILLIS);
      }
    }
    return process;
  }

  @Override
  public String ending() {
    if (detached) {
      return "ended";
    }
    int status = child.exitStatus();
    return status == 0 ? "" : "failed with exit status " + status;
  }

  @Override
  public String output() throws HostException {
    String output = child.output();
    return detached ? output.substring(output.indexOf('\n') + 1) : output;
  }

  @Override
  public void leave() {
    if (detached) {
      child.awaitEnd(SHELL_MILLIS);
      child.sealOutput();
    }
  }

  @Override
  public void stop() {
    try {
      if (detached && process() != UNKNOWN) {
        Libc.call("kill", process(), Abi.SIGKILL);
      }
    } catch (HostException e) {
      // Its output cannot be read: it ends when it sees that nobody connects.
    }
    child.close();
  }
}
