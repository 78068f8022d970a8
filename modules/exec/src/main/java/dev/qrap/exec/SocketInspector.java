// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.SocketStatus.State;
import dev.qrap.core.host.Trust;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at sockets as places, and at what the kernel says of them. Connects to none. */
final class SocketInspector {

  private final Trust trust;

  /** The kernel's, once they were asked for. */
  private Optional<List<KernelSocket>> kernelSockets = Optional.empty();

  SocketInspector(Trust trust) {
    this.trust = trust;
  }

  /** What is at a path. */
  private sealed interface Place {

    String path();

    /** The sockets of the kernel that are bound to it or were accepted from it. */
    List<KernelSocket> sockets();

    /**
     * A file, of whatever type.
     *
     * @param refusal why it is not to be used; empty if it is
     * @param open whether the system lets us connect to it
     */
    record Present(
        String path, FileStatus status, String refusal, boolean open, List<KernelSocket> sockets)
        implements Place {}

    /** Nothing that can be seen, and why. */
    record Unseen(String path, HostException failure) implements Place {
      @Override
      public List<KernelSocket> sockets() {
        return List.of();
      }
    }
  }

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

  /** Whether somebody who is trusted listens; false also if that cannot be seen. */
  boolean isListening(String path) {
    State state = seen(place(path), Map.of()).state();
    return state == State.LISTENING || state == State.IN_USE;
  }

  private List<KernelSocket> sockets() throws HostException {
    if (kernelSockets.isEmpty()) {
      kernelSockets = Optional.of(UnixSocketDiag.read());
    }
    return kernelSockets.get();
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
      return new Place.Present(path, status, refusal(parent, name, path), isOpen(file), own);
    } catch (HostException e) {
      return new Place.Unseen(path, e);
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
      if (e.is(Errno.NONE)) {
        return e.reason();
      }
      throw e;
    }
  }

  private static SocketStatus seen(Place place, Map<Long, Long> processes) {
    if (place instanceof Place.Present present) {
      return seen(present, processes);
    }
    HostException failure = ((Place.Unseen) place).failure();
    boolean missing = failure.is(Errno.ENOENT);
    return new SocketStatus(
        place.path(),
        missing ? State.MISSING : State.UNREADABLE,
        SocketStatus.UNKNOWN,
        SocketStatus.UNKNOWN,
        "",
        List.of(),
        missing ? "" : failure.reason());
  }

  private static SocketStatus seen(Place.Present place, Map<Long, Long> processes) {
    boolean listens = false;
    boolean used = false;
    long process = SocketStatus.UNKNOWN;
    boolean otherType = false;
    for (KernelSocket socket : place.sockets()) {
      if (!socket.stream()) {
        otherType = true;
        continue;
      }
      used |= !socket.listening() || socket.waiting() > 0;
      if (socket.listening()) {
        listens = true;
        process = processes.getOrDefault(socket.inode(), SocketStatus.UNKNOWN);
      }
    }
    State state = !listens ? State.DEAD : used ? State.IN_USE : State.LISTENING;
    state = otherType && !listens ? State.OTHER_TYPE : state;
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
        process == SocketStatus.UNKNOWN ? List.of() : SocketProcesses.commandLine(process),
        detail);
  }
}
