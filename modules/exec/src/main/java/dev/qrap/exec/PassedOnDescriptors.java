// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.platform.linux.ErrNo;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The descriptors that the next program gets: those that this process inherited, and those of the
 * connections once they are in their places. All others are the JVM's or ours.
 */
final class PassedOnDescriptors {

  /** linux/close_range.h: sets close-on-exec and closes nothing. Since Linux 5.11. */
  private static final int CLOSE_RANGE_CLOEXEC = 4;

  private static final int HIGHEST = Integer.MAX_VALUE;

  /** Five seconds: far longer than a thread takes to read a small file on a busy machine. */
  private static final int PLACING_ATTEMPTS = 5000;

  private static final int PLACING_PAUSE_MILLIS = 1;

  /** Each once, the lowest first. */
  private final List<Integer> numbers = new ArrayList<>();

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
    for (int number : inherited) {
      add(number);
    }
  }

  /** Notes that a descriptor is not for the next program any more. */
  void remove(int number) {
    numbers.remove(Integer.valueOf(number));
  }

  /** The kernel lists them in their order, so that most are added at the end. */
  private void add(int number) {
    int index = numbers.size();
    while (index > 0 && numbers.get(index - 1) > number) {
      index--;
    }
    if (index == 0 || numbers.get(index - 1) != number) {
      numbers.add(index, number);
    }
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
   * Moves a connection away from a number on which something else is to be.
   *
   * @throws HostException if no other number is free
   */
  void makeRoom(int number) throws HostException {
    for (Movable socket : sockets) {
      socket.moveFrom(number);
    }
  }

  /**
   * Puts what is open on a number, where the next program finds it, in place of what was inherited
   * or what the JVM keeps open. What a thread of the JVM has open for a moment is waited for (glibc
   * reads /sys/devices/system/cpu/online when it makes room for a thread): in its place, this would
   * be what that thread closes.
   *
   * @param descriptor what is open; it stays open, and may have that number already
   * @throws HostException if it cannot be put there
   */
  void place(int descriptor, int number) throws HostException {
    String subject = "descriptor " + number;
    if (number == descriptor) {
      Libc.check(subject, "fcntl", number, Abi.F_SETFD, 0);
    } else if (!placeIfFree(descriptor, number, subject)) {
      Libc.check(subject, "dup2", descriptor, number);
    }
    add(number);
  }

  private boolean placeIfFree(int descriptor, int number, String subject) throws HostException {
    for (int attempt = 0; attempt < PLACING_ATTEMPTS && !contains(number); attempt++) {
      int copy = Libc.check(subject, "fcntl", descriptor, Abi.F_DUPFD, number);
      if (copy == number) {
        return true;
      }
      Libc.call("close", copy);
      if (!OwnProcess.isFleeting(number)) {
        return false;
      }
      Libc.pause(PLACING_PAUSE_MILLIS);
    }
    return false;
  }

  private boolean contains(int number) {
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
