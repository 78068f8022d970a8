// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import java.util.List;

/**
 * A file that QEMU gets on a descriptor in place of one that the line names.
 *
 * @param path the file on the line, a byte string
 * @param descriptor the number on which the copy is handed over
 * @param content the copy, in pieces that follow each other without anything between; they may have
 *     placeholders as arguments have them
 */
public record PlannedFile(String path, int descriptor, List<Argument> content) {

  /** Makes the list immutable. */
  public PlannedFile {
    content = List.copyOf(content);
  }

  /** The path by which QEMU finds the copy: proc(5), {@code /proc/PID/fd}. */
  static String path(int descriptor) {
    return "/proc/self/fd/" + descriptor;
  }
}
