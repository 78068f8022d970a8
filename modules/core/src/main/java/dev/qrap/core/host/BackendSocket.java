// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.List;

/** A connection to what listens on a backend's socket. */
public interface BackendSocket {

  /**
   * Sends bytes. A peer that is gone is an exception, never a signal.
   *
   * @param bytes what to send, whole
   * @throws HostException if it fails; {@code EPIPE} or {@code ECONNRESET} where the peer closed
   */
  void send(byte[] bytes) throws HostException;

  /**
   * Waits for an answer and leaves it for QEMU to read.
   *
   * @return false if the peer closed the connection instead
   * @throws HostException if it fails; {@code EAGAIN} if nothing came in time, {@code ECONNRESET}
   *     if the peer closed with something unread
   */
  boolean awaitAnswer() throws HostException;

  /**
   * Reads from the connection, as far as a number of bytes.
   *
   * @param bytes how many, at most
   * @return what came, a byte string; shorter if the peer closed or nothing more came in time
   * @throws HostException if reading fails before anything came
   */
  String read(int bytes) throws HostException;

  /**
   * The command line of the process that listens, as far as it can be seen.
   *
   * @return byte strings; empty if the process that began to listen has ended since
   */
  List<String> peerCommandLine();

  /**
   * Puts the connection on a descriptor that the next program inherits, in place of what was there,
   * and takes the timeouts off it.
   *
   * @param descriptor its number
   * @throws HostException if it fails
   */
  void handOver(int descriptor) throws HostException;

  /**
   * Closes the connection, on all its descriptors, after reading what the peer still has to say:
   * some backends die if they are left while they answer.
   */
  void discard();

  /** Closes the connection at once. For one that was not probed, or got no answer. */
  void close();
}
