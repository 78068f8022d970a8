// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Which descriptors are open, as java.io sees it. Their names are digits, which every locale has.
 */
final class OpenDescriptors {

  private static final String FOLDER = "/proc/self/fd";
  private static final int STANDARD_ERROR = 2;

  private OpenDescriptors() {}

  static boolean isStandard(int descriptor) {
    return descriptor <= STANDARD_ERROR;
  }

  /**
   * Those of standard input, output and error that are open. Asked before JNA is loaded: JNA reads
   * files by java.io, and java.io, when it closes a file on such a number, leaves /dev/null open
   * there. Nothing is opened for this.
   */
  static List<Integer> standard() {
    List<Integer> open = new ArrayList<>();
    for (int descriptor = 0; descriptor <= STANDARD_ERROR; descriptor++) {
      if (new File(FOLDER, String.valueOf(descriptor)).exists()) {
        open.add(descriptor);
      }
    }
    return open;
  }

  /**
   * All, and the one by which they are listed, which is closed by now. A launch has no time for the
   * calls of {@link Directory}, which cost ten times as much.
   *
   * @return in no order; empty if they cannot be listed
   */
  static List<Integer> all() {
    List<Integer> open = new ArrayList<>();
    String[] names = new File(FOLDER).list();
    if (names != null) {
      for (String name : names) {
        open.add(Integer.parseInt(name));
      }
    }
    return open;
  }
}
