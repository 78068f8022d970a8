// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * What can be known of a socket without sending anything.
 *
 * @apiNote Each method that has to ask the system is slow: ask only if the answer matters.
 * @since 0.2
 */
@ProvidedByQrap
public interface SocketFacts {

  /**
   * Where the socket is.
   *
   * @return its path, a byte string; not empty
   */
  String path();

  /**
   * Whether somebody listens on another socket, for instance one beside this one.
   *
   * @param otherPath the path of the other socket, a byte string
   * @return true only if the system says so; a file that was left behind does not count
   */
  boolean isListening(String otherPath);

  /**
   * The command line of the process that listens.
   *
   * @return the words, byte strings; empty before connecting, if the process has ended since (a
   *     program that goes into the background ends its first process), and if it cannot be seen
   */
  List<String> commandLine();
}
