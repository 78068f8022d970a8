// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/**
 * A socket in the file system that may be connected to: its owner is trusted. Connecting goes to
 * it, whatever its path leads to by then.
 */
public interface SocketPlace extends AutoCloseable {

  /**
   * Connects to it.
   *
   * @param timeoutMillis how long connecting may take, and then each call of the socket
   * @return the connection
   * @throws HostException if it fails, with the errno of the call that failed; without an errno if
   *     who listens is not trusted
   */
  BackendSocket connect(int timeoutMillis) throws HostException;

  /** Forgets the place; a connection stays. */
  @Override
  void close();
}
