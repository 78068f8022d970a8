// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.SocketStatus.State;
import dev.qrap.core.host.Trust;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at sockets as places, and at what the kernel says of them. Connects to none. */
final class SocketInspector {

  private final Trust trust;

  /** The kernel's; null until they are asked for. */
  private List<KernelSocket> sockets;

  SocketInspector(Trust trust) {
    this.trust = trust;
  }

  /**
   * A file that is or is not there.
   *
   * @param status what it is; only where there is no failure
   * @param failure why that cannot be said
   * @param refusal why it is not to be used; empty where it is
   * @param open whether the system lets us connect to it
   * @param sockets those of the kernel that are bound to it or were accepted from it
   */
  private record Place(
      String path,
      FileStatus status,
      HostException failure,
      String refusal,
      boolean open,
      List<KernelSocket> sockets) {}

  List<SocketStatus> at(List<String> paths) throws HostException {
    sockets(); // a kernel that does not tell fails here, and not at each place
    List<Place> places = new ArrayList<>();
    Set<Long> listeners = new HashSet<>();
    for (String path : paths) {
      Place place = place(path);
      places.add(place);
      for (KernelSocket socket : place.sockets()) {
        if (socket.listening()) {
          listeners.add(socket.inode());
        }
      }
    }
    Map<Long, Long> processes = SocketProcesses.of(listeners);
    List<SocketStatus> seen = new ArrayList<>();
    for (Place place : places) {
      seen.add(seen(place, processes));
    }
    return seen;
  }

  /** Whether somebody listens and has no client; false also where that cannot be seen. */
  boolean isIdle(String path) {
    return seen(place(path), Map.of()).state() == State.LISTENING;
  }

  private List<KernelSocket> sockets() throws HostException {
    if (sockets == null) {
      sockets = UnixSocketDiag.read();
    }
    return sockets;
  }

  private Place place(String path) {
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "." : path.substring(0, slash + 1);
    String name = path.substring(slash + 1);
    try (OpenFile folder = OpenFile.place(parent);
        OpenFile file = folder.entry(name, path)) {
      FileStatus status = file.status();
      List<KernelSocket> own = new ArrayList<>();
      for (KernelSocket socket : status.isSocket() ? sockets() : List.<KernelSocket>of()) {
        if (socket.isOf(status, path)) {
          own.add(socket);
        }
      }
      return new Place(path, status, null, refusal(parent, name, path), isOpen(file), own);
    } catch (HostException e) {
      return new Place(path, null, e, "", false, List.of());
    }
  }

  /** connect(2) needs write permission, unix(7). */
  private static boolean isOpen(OpenFile file) {
    byte[] itself = Libc.cString("/proc/self/fd/" + file.descriptor());
    return Libc.call("faccessat", Abi.AT_FDCWD, itself, Abi.W_OK, Abi.AT_EACCESS) == 0;
  }

  /** What connecting would be refused with; empty where it would not be. */
  private String refusal(String parent, String name, String path) throws HostException {
    try (TrustedDirectory folder = TrustedDirectory.open(parent, trust)) {
      folder.socket(name, path, trust).close();
      return "";
    } catch (HostException e) {
      if (e.errno().isEmpty()) {
        return e.reason();
      }
      throw e;
    }
  }

  private static SocketStatus seen(Place place, Map<Long, Long> processes) {
    HostException failure = place.failure();
    if (failure != null) {
      boolean missing = failure.errno().equals("ENOENT");
      return new SocketStatus(
          place.path(),
          missing ? State.MISSING : State.UNREADABLE,
          SocketStatus.UNKNOWN,
          SocketStatus.UNKNOWN,
          "",
          missing ? "" : failure.reason());
    }
    boolean listens = false;
    boolean used = false;
    long process = SocketStatus.UNKNOWN;
    for (KernelSocket socket : place.sockets()) {
      used |= !socket.listening() || socket.waiting() > 0;
      if (socket.listening()) {
        listens = true;
        process = processes.getOrDefault(socket.inode(), SocketStatus.UNKNOWN);
      }
    }
    State state = !listens ? State.DEAD : used ? State.IN_USE : State.LISTENING;
    String detail = "";
    if (!place.open()) {
      state = State.FORBIDDEN;
    }
    if (!place.refusal().isEmpty()) {
      state = State.UNTRUSTED;
      detail = place.refusal() + (listens ? " (somebody listens)" : " (nobody listens)");
    }
    return new SocketStatus(
        place.path(),
        state,
        place.status().owner(),
        process,
        process == SocketStatus.UNKNOWN ? "" : SocketProcesses.program(process),
        detail);
  }
}
