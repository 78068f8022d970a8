// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Files without a name that lie in memory and end with their last descriptor: memfd_create(2). */
final class MemoryFile {

  private MemoryFile() {}

  /**
   * Makes an empty one.
   *
   * @param name what it is called in /proc
   * @param subject what it is for, in messages
   * @return its descriptor, which is closed on exec and none of standard input, output and error
   */
  static int create(String name, String subject) throws HostException {
    int flags = Abi.MFD_CLOEXEC | Abi.MFD_ALLOW_SEALING;
    int descriptor = Libc.check(subject, "memfd_create", Libc.cString(name), flags);
    return Libc.aboveStandard(descriptor, subject);
  }

  /**
   * Puts a text on a descriptor that the next program inherits.
   *
   * @param number the number of the descriptor
   * @param content a byte string
   */
  static void passOn(int number, String content, PassedOnDescriptors passedOn)
      throws HostException {
    String subject = "descriptor " + number;
    int descriptor = create("qrap", subject);
    try {
      write(descriptor, content.getBytes(StandardCharsets.ISO_8859_1), subject);
      passedOn.makeRoom(number);
      passedOn.place(descriptor, number);
    } finally {
      if (descriptor != number) {
        Libc.call("close", descriptor);
      }
    }
  }

  private static void write(int descriptor, byte[] bytes, String subject) throws HostException {
    byte[] rest = bytes;
    while (rest.length > 0) {
      int written = Libc.check(subject, "write", descriptor, rest, Abi.size(rest.length));
      rest = Arrays.copyOfRange(rest, written, rest.length);
    }
  }
}
