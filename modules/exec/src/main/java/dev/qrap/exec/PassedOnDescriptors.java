// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.platform.linux.ErrNo;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The descriptors that the next program gets: those that this process inherited, and those of the
 * connections once they are in their places. All others are the JVM's or ours.
 */
final class PassedOnDescriptors {

  /** linux/close_range.h: sets close-on-exec and closes nothing. Since Linux 5.11. */
  private static final int CLOSE_RANGE_CLOEXEC = 4;

  private static final int HIGHEST = Integer.MAX_VALUE;

  private final SortedSet<Integer> numbers = new TreeSet<>();

  /** The connections that are open, of which one may lie where another one is to be. */
  private final List<Movable> sockets = new ArrayList<>();

  /** A connection that may lie on any number until it is handed over. */
  interface Movable {

    /**
     * Goes to another number if this is the one that the connection has.
     *
     * @throws HostException if no other number is free
     */
    void moveFrom(int number) throws HostException;
  }

  /** Begins anew with what this process inherited. */
  void reset(List<Integer> inherited) {
    numbers.clear();
    numbers.addAll(inherited);
  }

  /** Notes that a descriptor is for the next program. */
  void add(int number) {
    numbers.add(number);
  }

  /** Notes that a descriptor is not for the next program any more. */
  void remove(int number) {
    numbers.remove(number);
  }

  /** Notes that a connection is open. */
  void opened(Movable socket) {
    sockets.add(socket);
  }

  /** Notes that a connection is closed. */
  void closed(Movable socket) {
    sockets.remove(socket);
  }

  /**
   * Moves a connection away from a number that another one is to have.
   *
   * @throws HostException if no other number is free
   */
  void makeRoom(int number, Movable comer) throws HostException {
    for (Movable socket : sockets) {
      if (socket != comer) {
        socket.moveFrom(number);
      }
    }
  }

  boolean contains(int number) {
    return numbers.contains(number);
  }

  /**
   * Sets all other descriptors to close on exec. Only the gaps between these numbers are touched:
   * what was inherited stays as it was.
   *
   * @throws HostException if that fails
   */
  void closeOthersOnExec() throws HostException {
    int first = 0;
    for (int number : numbers) {
      if (number > first && !closeOnExec(first, number - 1)) {
        closeOthersOneByOne();
        return;
      }
      first = number + 1;
    }
    if (!closeOnExec(first, HIGHEST)) {
      closeOthersOneByOne();
    }
  }

  /** Sets a range to close on exec; false if this kernel cannot do that. */
  private static boolean closeOnExec(int first, int last) throws HostException {
    if (Libc.call("close_range", first, last, CLOSE_RANGE_CLOEXEC) == 0) {
      return true;
    }
    int errno = Native.getLastError();
    if (errno == ErrNo.EINVAL || errno == ErrNo.ENOSYS || errno == ErrNo.EPERM) {
      return false; // an older kernel, or a filter of system calls that does not know it
    }
    throw Libc.failure("close_range", "descriptor " + first, errno);
  }

  private void closeOthersOneByOne() throws HostException {
    for (int number : OwnProcess.openDescriptors()) {
      if (!contains(number)) {
        closeOnExec(number);
      }
    }
  }

  private static void closeOnExec(int number) throws HostException {
    try {
      Libc.check("descriptor " + number, "fcntl", number, Abi.F_SETFD, Abi.FD_CLOEXEC);
    } catch (HostException e) {
      if (!e.is(Errno.EBADF)) { // closed by another thread of the JVM in the meantime
        throw e;
      }
    }
  }
}
