// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.backend;

import dev.qrap.core.host.Sockets;
import dev.qrap.core.host.Trust;
import dev.qrap.spi.SocketFacts;
import java.util.List;

/**
 * What a launch sees of a socket.
 *
 * @param sockets what is asked of other sockets
 * @param trust whose sockets count
 * @param path the path of this one
 * @param commandLine that of the process that listens; empty if it is not known
 */
public record ObservedSocket(Sockets sockets, Trust trust, String path, List<String> commandLine)
    implements SocketFacts {

  @Override
  public boolean isListening(String otherPath) {
    return sockets.isListening(otherPath, trust);
  }
}
