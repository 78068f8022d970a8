// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/**
 * A backend that this process has started for itself. The program that was started goes into the
 * background once it serves: it ends, and what serves is no child of ours any more.
 */
public interface OwnBackend {

  /** The number on which the backend has its end of the connection. */
  int DESCRIPTOR = 3;

  /**
   * Our end. When it is closed, by us or by the end of QEMU, the backend sees it and ends.
   *
   * @return always the same
   */
  BackendSocket socket();

  /**
   * Waits until the program that was started has ended. It leaves no zombie.
   *
   * @param timeoutMillis how long to wait
   * @return whether it has
   */
  boolean awaitEnd(int timeoutMillis);

  /**
   * How it ended.
   *
   * @return its exit status as a shell tells it: 128 and more for a signal; 0 where the kernel does
   *     not tell, because our caller ignores SIGCHLD. Only after {@link #awaitEnd} said true
   */
  int exitStatus();

  /**
   * What it has written to standard output and error.
   *
   * @return a byte string
   * @throws HostException if it cannot be read
   */
  String output() throws HostException;

  /** Does without it: closes the connection, and ends the program if it still runs. */
  void stop();
}
