// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;

/**
 * A UNIX stream socket that is not connected, for one attempt after the other: a search may ask at
 * a hundred sockets where nobody listens any more, and of seven system calls for each, three would
 * be for a new socket. On Linux a socket that was refused a connection is as it was before.
 */
final class SpareSocket implements PassedOnDescriptors.Movable {

  private static final int NONE = -1;

  private int descriptor = NONE;

  /** How long connecting it may take. */
  private int timeoutMillis;

  SpareSocket(PassedOnDescriptors passedOn) {
    passedOn.opened(this);
  }

  /**
   * Gives a socket away.
   *
   * @param subject what it is for, in messages
   * @param millis how long connecting it may take
   * @return its descriptor, which is closed on exec and none of standard input, output and error
   */
  int take(String subject, int millis) throws HostException {
    int taken = descriptor;
    descriptor = NONE;
    if (taken != NONE && millis == timeoutMillis) {
      return taken;
    }
    if (taken == NONE) {
      int type = Abi.SOCK_STREAM | Abi.SOCK_CLOEXEC;
      taken = Libc.aboveStandard(Libc.check(subject, "socket", Abi.AF_UNIX, type, 0), subject);
    }
    try {
      SocketTimeout.ofSending(subject, taken, millis);
    } catch (HostException e) {
      Libc.call("close", taken);
      throw e;
    }
    timeoutMillis = millis;
    return taken;
  }

  /** Takes back what {@link #take} gave away last, as nobody listened. */
  void putBack(int unused) {
    descriptor = unused;
  }

  /** Nobody needs it any more when connections are handed over. */
  @Override
  public void moveFrom(int number) {
    if (descriptor == number) {
      Libc.call("close", descriptor);
      descriptor = NONE;
    }
  }
}
