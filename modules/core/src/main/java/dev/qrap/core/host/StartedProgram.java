// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/** A program that this process has started. */
public interface StartedProgram {

  /**
   * Waits until the program has ended; of one that was not detached, the process that was started.
   * It leaves no zombie.
   *
   * @param timeoutMillis how long to wait
   * @return whether it has
   */
  boolean awaitEnd(int timeoutMillis);

  /**
   * How it ended, for people.
   *
   * @return {@code "failed with exit status 1"}; {@code "ended"} if the kernel does not tell; empty
   *     for exit status 0, with which a program goes into the background. Only after {@link
   *     #awaitEnd} said true
   */
  String ending();

  /**
   * What it has written to standard output and error.
   *
   * @return a byte string
   * @throws HostException if it cannot be read
   */
  String output() throws HostException;

  /**
   * Lets it run on without us. What it writes from now on is lost, so that it cannot fill the
   * memory.
   */
  void leave();

  /** Does without it: closes the connection that it has, and ends it if it still runs. */
  void stop();
}
