// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.List;

/** The sockets of the host. All paths are byte strings. */
public interface Sockets {

  /**
   * Connects to a UNIX stream socket whose owner is trusted, under the rules of docs/security.md.
   *
   * @param path the socket's path
   * @param trust whose sockets may be used
   * @param timeoutMillis how long connecting may take, and then each call of the socket
   * @return the connection
   * @throws HostException if it fails, with the errno of the call that failed; without an errno
   *     where the socket is not trusted
   */
  BackendSocket connect(String path, Trust trust, int timeoutMillis) throws HostException;

  /**
   * Looks at sockets without connecting: that alone would use up a one-off backend.
   *
   * @param paths the sockets' paths
   * @param trust whose sockets may be used
   * @return what is seen, in the same order
   * @throws HostException if the kernel does not say who listens
   */
  List<SocketStatus> look(List<String> paths, Trust trust) throws HostException;

  /**
   * Whether somebody listens on a socket and has no client, seen without connecting.
   *
   * @param path the socket's path
   * @param trust whose sockets may be used
   * @return false also where it is not trusted, or where that cannot be seen
   */
  boolean isIdle(String path, Trust trust);

  /**
   * Checks that a port of this host could be listened on now.
   *
   * @param udp whether of UDP rather than TCP
   * @param address a numeric address; empty for all
   * @param port its number
   * @throws HostException if not: {@code EADDRINUSE}, {@code EACCES}, {@code EADDRNOTAVAIL}; {@code
   *     EINVAL} where the address is none
   */
  void checkPort(boolean udp, String address, int port) throws HostException;
}
