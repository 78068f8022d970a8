// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * A UNIX stream socket on which a backend may be listening, or several whose names are alike.
 *
 * @param path its path, a byte string; not empty, without a NUL byte. One that is too long for
 *     {@code sockaddr_un} (unix(7): 107 bytes) is reported when it is tried. If it is a pattern, a
 *     {@code *} after the last slash stands for any number of bytes; the directory is listed when
 *     the candidates are tried, and names are tried in the order of their bytes
 * @param pattern whether the path is a pattern
 * @param backend the name of the {@link BackendKind} that listens there; empty if the kinds decide
 * @since 0.1
 */
@ImplementedByPlugins
public record SocketCandidate(String path, boolean pattern, String backend) {

  /**
   * Checks the path.
   *
   * @param path as in the record
   * @param pattern as in the record
   * @param backend as in the record
   */
  public SocketCandidate {
    Objects.requireNonNull(backend, "backend");
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a path: '" + path + "'");
    }
    if (pattern && (!path.startsWith("/") || path.indexOf('*') < path.lastIndexOf('/'))) {
      throw new IllegalArgumentException(
          "not an absolute path with a * after its last slash: '" + path + "'");
    }
  }

  /**
   * One socket, of whichever kind.
   *
   * @param path as in the record
   */
  public SocketCandidate(String path) {
    this(path, false, "");
  }

  /**
   * All sockets whose names are alike.
   *
   * @param pattern an absolute path with a {@code *} after its last slash
   * @param backend as in the record
   * @return the candidate
   */
  public static SocketCandidate matching(String pattern, String backend) {
    return new SocketCandidate(pattern, true, backend);
  }
}
