// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.SocketPlace;
import dev.qrap.core.host.Trust;

/**
 * A socket in the file system that is open as a place.
 *
 * @param place the socket
 * @param path by which it was found
 * @param trust whose sockets may be used
 * @param spare a socket to connect
 * @param passedOn gets the number of the descriptor that a connection is handed over on
 */
record FoundSocket(
    OpenFile place, String path, Trust trust, SpareSocket spare, PassedOnDescriptors passedOn)
    implements SocketPlace {

  @Override
  public BackendSocket connect(int timeoutMillis) throws HostException {
    return UnixSocket.connect(place, path, trust, timeoutMillis, spare, passedOn);
  }

  @Override
  public void close() {
    place.close();
  }
}
