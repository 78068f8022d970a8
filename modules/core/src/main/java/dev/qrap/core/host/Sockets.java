// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.List;

/** The sockets of the host. All paths are byte strings. */
public interface Sockets {

  /**
   * Finds a UNIX stream socket whose owner is trusted, under the rules of docs/security.md. It is
   * not connected to: that alone would use up a one-off backend.
   *
   * @param path the socket's path
   * @param trust whose sockets may be used
   * @return the place, to be closed
   * @throws HostException if it is not there, with the errno of the call that failed; without an
   *     errno if the socket is not trusted
   */
  SocketPlace find(String path, Trust trust) throws HostException;

  /**
   * The path of a socket for somebody who connects to it by himself, now or later. The rules are
   * stricter than those of {@link #find}: nobody but trusted users may ever be able to exchange it.
   *
   * @param path the socket's path
   * @param trust whose sockets may be used
   * @return its path without links
   * @throws HostException as {@link #find}
   */
  String lastingPath(String path, Trust trust) throws HostException;

  /**
   * Whether nobody but trusted users can ever put a socket in the place of one.
   *
   * @param path the socket's path
   * @param trust who is trusted
   * @return false also if that cannot be seen, and in a directory like {@code /tmp}, where it is
   *     possible as soon as the socket is removed
   */
  boolean isExclusive(String path, Trust trust);

  /**
   * Whether somebody listens on a socket, seen without connecting.
   *
   * @param path the socket's path
   * @param trust whose sockets count
   * @return false also if that cannot be seen
   */
  boolean isListening(String path, Trust trust);

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
