// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.List;

/** The programs of the host. All paths and arguments are byte strings. */
public interface Programs {

  /**
   * Whether a path is a program.
   *
   * @param path its path
   * @return {@link Program#MISSING} also where a directory of the path is missing
   */
  Program program(String path);

  /**
   * Runs a program to its end. Of our descriptors it gets none; it reads from /dev/null.
   *
   * @param path the program's file
   * @param arguments its arguments with {@code argv[0]}
   * @param environment its environment, {@code NAME=VALUE} each
   * @param timeoutMillis how long it may take; then it is killed
   * @return how it ended and what it wrote
   * @throws HostException if it cannot be started, or takes too long: {@code ETIMEDOUT}
   */
  Finished run(String path, List<String> arguments, List<String> environment, int timeoutMillis)
      throws HostException;

  /**
   * Starts a backend of our own, with one end of a connection as its descriptor {@link
   * OwnBackend#DESCRIPTOR}. Else it gets what {@link #run} gives.
   *
   * @param call the program and what it gets
   * @param timeoutMillis how long each call of the connection may take
   * @return the backend, with the other end
   * @throws HostException if it cannot be started
   */
  OwnBackend startConnected(Call call, int timeoutMillis) throws HostException;

  /**
   * Starts a program that runs beside this process. It gets what {@link #run} gives.
   *
   * @param call the program and what it gets
   * @return the program
   * @throws HostException if it cannot be started
   */
  StartedProgram start(Call call) throws HostException;

  /**
   * Asks a program to end, if it is one of this user's.
   *
   * @param process its process id
   */
  void end(long process);

  /**
   * Becomes another program: same process, same descriptors, signal mask as at the start of this
   * process, nothing of the JVM's.
   *
   * @param path the program's file
   * @param arguments its arguments with {@code argv[0]}
   * @param environment its environment, {@code NAME=VALUE} each
   * @return only ever the reason why it did not work; otherwise this process is that program
   */
  HostException execute(String path, List<String> arguments, List<String> environment);

  /**
   * How a program is started.
   *
   * @param path the program's file
   * @param arguments its arguments with {@code argv[0]}
   * @param environment its environment, {@code NAME=VALUE} each
   * @param relation what it is to this process
   */
  record Call(String path, List<String> arguments, List<String> environment, Relation relation) {}

  /** What a program that is started is to this process, and so to what this process becomes. */
  enum Relation {
    /** A child. For a program that goes into the background by itself. */
    CHILD,
    /** Nothing: it runs in a session of its own, and another process waits for its end. */
    DETACHED,
    /**
     * As {@link #DETACHED}; and if a signal ends it once it was {@linkplain StartedProgram#leave
     * left}, it is started again with the same descriptors, ten times at most.
     */
    RESTARTED
  }

  /**
   * A program that has ended.
   *
   * @param status its exit status as a shell tells it: 128 and more for a signal
   * @param output what it wrote to standard output and error, a byte string
   */
  record Finished(int status, String output) {}

  /** What a path is to somebody who wants to execute it. */
  enum Program {
    /** A file that may be executed. */
    EXECUTABLE,
    /** There, but a directory or not executable. */
    DENIED,
    /** Not there. */
    MISSING
  }
}
