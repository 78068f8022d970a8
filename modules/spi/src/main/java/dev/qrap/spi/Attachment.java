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
   * user; the backend may make further files there whose names begin with that of this one.
   *
   * <p>If it speaks {@link Protocol#FRAMES}, qrap connects to it. If it speaks anything else, QEMU
   * connects to it later. A backend that goes into the background then writes its process id to the
   * file {@code path + ".pid"}, so that a later launch can end one to which no QEMU has connected.
   *
   * @param path the path of the socket, a byte string
   * @param protocol what it must speak there; the answer is empty if it cannot
   * @since 0.2
   */
  @ProvidedByQrap
  record Path(String path, Protocol protocol) implements Attachment {}

  /**
   * QEMU starts it, and gives it a connection by arguments of QEMU's own.
   *
   * @since 0.2
   */
  @ProvidedByQrap
  record ByQemu() implements Attachment {}
}
