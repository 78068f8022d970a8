// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.SocketPlace;
import dev.qrap.core.host.Trust;

/** Finds a socket and connects to it, as a launch does. */
final class Reach {

  private Reach() {}

  static BackendSocket connect(LinuxHost host, String path, Trust trust, int timeoutMillis)
      throws HostException {
    try (SocketPlace place = host.find(path, trust)) {
      return place.connect(timeoutMillis);
    }
  }
}
