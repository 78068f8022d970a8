// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of standard input, output and error are open. Asked before JNA is loaded, and so without
 * it: JNA reads files by java.io, and java.io, when it closes a file on such a number, leaves
 * /dev/null open there.
 */
final class StandardDescriptors {

  private static final int STANDARD_ERROR = 2;

  private StandardDescriptors() {}

  static boolean includes(int descriptor) {
    return descriptor <= STANDARD_ERROR;
  }

  /** The names are digits, which every locale has; nothing is opened. */
  static List<Integer> open() {
    List<Integer> open = new ArrayList<>();
    for (int descriptor = 0; descriptor <= STANDARD_ERROR; descriptor++) {
      if (new File("/proc/self/fd", String.valueOf(descriptor)).exists()) {
        open.add(descriptor);
      }
    }
    return open;
  }
}
