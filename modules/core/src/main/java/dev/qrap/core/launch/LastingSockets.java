// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.SocketStatus.State;
import java.util.List;

/**
 * Directories for the sockets of backends to which QEMU connects by itself. When qrap has become
 * QEMU, nobody is left who could remove them, or who could end a backend to which QEMU has never
 * connected. So each such launch does that for the earlier ones.
 *
 * <p>A directory is named by the process that made it, which is QEMU afterwards. A backend writes
 * its process id beside its socket.
 */
final class LastingSockets {

  /** What follows the path of a socket in the name of the file with its backend's process id. */
  private static final String PROCESS_FILE = ".pid";

  private static final String SOCKET_FILE = ".socket";

  private final Host host;
  private final LaunchContext context;

  LastingSockets(LaunchContext context) {
    this.host = context.host();
    this.context = context;
  }

  /**
   * Where a directory may be made: that of the user's session, if there is one, and {@code /tmp},
   * outside of which AppArmor lets some backends make no socket.
   */
  List<String> places() {
    String session = context.process().variable("XDG_RUNTIME_DIR");
    String common = "/tmp/qrap-" + context.process().user();
    return session.startsWith("/") ? List.of(session + "/qrap", common) : List.of(common);
  }

  /**
   * Makes a directory, and removes what is left of earlier launches in the same place.
   *
   * @throws HostException if the place cannot be made, or is not this user's alone
   */
  String make(String place) throws HostException {
    String directory = host.makeLastingDirectory(place, host.process() + ".");
    for (String name : host.names(place)) {
      int dot = name.indexOf('.');
      if (dot > 0 && !runs(name.substring(0, dot))) {
        remove(place + "/" + name);
      }
    }
    return directory;
  }

  /** The path of a backend's socket in a directory. */
  static String socket(String directory, String backend) {
    return directory + "/" + backend + SOCKET_FILE;
  }

  /** Removes a directory, unless a client is connected; ends a backend that waits for one. */
  void remove(String directory) {
    for (String name : host.names(directory)) {
      if (name.endsWith(SOCKET_FILE)) {
        State state = state(directory + "/" + name);
        if (state == State.IN_USE) {
          return;
        }
        if (state == State.LISTENING) {
          end(directory + "/" + name);
        }
      }
    }
    host.removePrivateDirectory(directory);
  }

  /** One that cannot be seen counts as in use. */
  private State state(String socket) {
    try {
      List<SocketStatus> seen = host.look(List.of(socket), context.trust());
      return seen.get(0).state();
    } catch (HostException e) {
      return State.IN_USE;
    }
  }

  /** Ends the backend of a socket, if the process that it named is still the one that listens. */
  private void end(String socket) {
    try {
      String process = host.read(socket + PROCESS_FILE).content().strip();
      if (host.read("/proc/" + process + "/cmdline").content().contains(socket)) {
        host.end(Long.parseLong(process));
      }
    } catch (HostException | NumberFormatException e) {
      // It has ended, or never said which process it is.
    }
  }

  private boolean runs(String process) {
    try {
      host.version("/proc/" + process + "/stat");
      return true;
    } catch (HostException e) {
      return false;
    }
  }
}
