// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * How a backend that is started for a guest is connected.
 *
 * @since 0.2
 */
@ProvidedByQrap
public sealed interface Attachment {

  /**
   * It inherits one end of a connection, on which it serves at once.
   *
   * @param number the number of the descriptor
   * @since 0.2
   */
  @ProvidedByQrap
  record Descriptor(int number) implements Attachment {}

  /**
   * It listens on a socket that it makes. The directory of the socket exists and is private to the
   * user; the backend may make further sockets there whose names begin with that of this one.
   *
   * @param path the path of the socket, a byte string
   * @since 0.2
   */
  @ProvidedByQrap
  record Path(String path) implements Attachment {}
}
