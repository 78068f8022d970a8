// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * A UNIX stream socket on which a backend may be listening.
 *
 * @param path its path, a byte string; not empty, without a NUL byte. One that is too long for
 *     {@code sockaddr_un} (unix(7): 107 bytes) is reported when it is tried
 * @since 0.1
 */
@ImplementedByPlugins
public record SocketCandidate(String path) {

  /**
   * Checks the path.
   *
   * @param path as in the record
   */
  public SocketCandidate {
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a path: '" + path + "'");
    }
  }
}
