// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import dev.qrap.core.host.HostException;

/** How long calls on a socket may take: socket(7), SO_SNDTIMEO and SO_RCVTIMEO. */
final class SocketTimeout {

  private SocketTimeout() {}

  /** Sets how long sending may take; connecting goes by it too. */
  static void ofSending(String subject, int descriptor, int millis) throws HostException {
    set(subject, descriptor, Abi.SO_SNDTIMEO, millis);
  }

  /** Sets how long receiving may take. */
  static void ofReceiving(String subject, int descriptor, int millis) throws HostException {
    set(subject, descriptor, Abi.SO_RCVTIMEO, millis);
  }

  private static void set(String subject, int descriptor, int option, int millis)
      throws HostException {
    Libc.check(
        subject,
        "setsockopt",
        descriptor,
        Abi.SOL_SOCKET,
        option,
        Abi.timeval(millis),
        2 * Native.LONG_SIZE);
  }
}
