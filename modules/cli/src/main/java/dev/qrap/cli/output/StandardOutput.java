// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import dev.qrap.core.LaunchException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Standard output, for the answers of commands. A launch writes nothing there. */
public final class StandardOutput {

  private StandardOutput() {}

  /**
   * Writes an answer.
   *
   * @param text a byte string
   * @throws LaunchException if nobody can read it: a pipe that is closed, a disk that is full
   */
  public static void write(String text) throws LaunchException {
    // Not closed: it is the process's, and closing it would close descriptor 1.
    FileOutputStream stream = new FileOutputStream(FileDescriptor.out);
    try {
      stream.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new LaunchException("cannot write to standard output: " + e.getMessage());
    }
  }
}
