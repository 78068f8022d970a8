// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Programs.Call;
import dev.qrap.core.host.Programs.Relation;
import dev.qrap.core.host.StartedProgram;
import java.util.ArrayList;
import java.util.List;

/** A program that was started: a child, or one that a shell has made nobody's child. */
final class SpawnedProgram implements StartedProgram {

  private static final String SHELL = "/bin/sh";

  /** The shell becomes the program, so that the process id that it says is the program's. */
  private static final String BECOME = "echo $$; exec \"$@\"";

  /**
   * The shell stays and starts the program again if a signal has ended it. While its output can be
   * written, we wait for the program to serve: then it says the exit status instead, and ends.
   */
  private static final String RESTART =
      "echo $$; left=10; until \"$@\"; status=$?; { echo && echo $status; } 2>/dev/null"
          + " || [ $status -le 128 ] || [ $((left -= 1)) -lt 0 ]; do sleep 1; done";

  private static final String FAILED = "failed with exit status ";
  private static final String ENDED = "ended";

  /** How long the shells may take, which take 2 ms. */
  private static final int SHELL_MILLIS = 5000;

  private static final int POLL_MILLIS = 1;
  private static final int UNKNOWN = 0;

  private final ChildProcess child;
  private final Relation relation;
  private int process = UNKNOWN;

  private SpawnedProgram(ChildProcess child, Relation relation) {
    this.child = child;
    this.relation = relation;
  }

  /**
   * Starts it.
   *
   * @param passedOn what becomes its descriptors from 3 on, in this order
   */
  static SpawnedProgram start(Call call, List<Integer> passedOn) throws HostException {
    return switch (call.relation()) {
      case CHILD ->
          new SpawnedProgram(
              ChildProcess.start(
                  call.path(), call.arguments(), call.environment(), passedOn, false),
              Relation.CHILD);
      case DETACHED -> detached(call, BECOME, passedOn);
      case RESTARTED -> detached(call, RESTART, passedOn);
    };
  }

  /**
   * Lets a shell start a second shell in the background, and end. The first line of output is the
   * process id of the second one.
   *
   * @param script what the second shell does with the program and its arguments
   */
  private static SpawnedProgram detached(Call call, String script, List<Integer> passedOn)
      throws HostException {
    String detach = SHELL + " -c '" + script + "' " + SHELL + " \"$@\" &";
    List<String> words = new ArrayList<>(List.of(SHELL, "-c", detach, SHELL, call.path()));
    words.addAll(call.arguments().subList(1, call.arguments().size()));
    return new SpawnedProgram(
        ChildProcess.start(SHELL, words, call.environment(), passedOn, true), call.relation());
  }

  @Override
  public boolean awaitEnd(int timeoutMillis) {
    if (relation == Relation.CHILD) {
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

  /** The detached process, as its shell said; unknown if a shell could not start the next one. */
  private int process() throws HostException {
    long deadline = System.nanoTime() + SHELL_MILLIS * 1_000_000L;
    while (process == UNKNOWN) {
      String said = child.output();
      int end = said.indexOf('\n');
      if (end > 0 && Character.isDigit(said.charAt(0))) {
        process = Integer.parseInt(said.substring(0, end));
      } else if (end > 0 || System.nanoTime() >= deadline) {
        return UNKNOWN;
      } else {
        Libc.pause(POLL_MILLIS);
      }
    }
    return process;
  }

  @Override
  public String ending() {
    return switch (relation) {
      case CHILD -> child.exitStatus() == 0 ? "" : FAILED + child.exitStatus();
      case DETACHED -> ENDED;
      case RESTARTED -> {
        try {
          String said = child.output();
          String status = said.substring(startOfStatus(said)).strip();
          yield status.isEmpty() ? ENDED : FAILED + status;
        } catch (HostException e) {
          yield ENDED;
        }
      }
    };
  }

  /** Where the last line begins that is the exit status; the end if a shell could not say it. */
  private static int startOfStatus(String said) {
    int start = said.lastIndexOf('\n', said.length() - 2) + 1;
    boolean isStatus = start > 0 && start < said.length() && Character.isDigit(said.charAt(start));
    return isStatus ? start : said.length();
  }

  @Override
  public String output() throws HostException {
    String said = child.output();
    if (relation != Relation.CHILD && process() == UNKNOWN) {
      return said; // of the shells
    }
    int start = relation == Relation.CHILD ? 0 : said.indexOf('\n') + 1;
    boolean hasStatus = relation == Relation.RESTARTED && !runs();
    return said.substring(start, hasStatus ? startOfStatus(said) : said.length());
  }

  @Override
  public void leave() {
    if (relation != Relation.CHILD) {
      child.awaitEnd(SHELL_MILLIS);
      child.sealOutput();
    }
  }

  @Override
  public void stop() {
    if (relation != Relation.CHILD) {
      child.endSession();
    }
    child.close();
  }
}
