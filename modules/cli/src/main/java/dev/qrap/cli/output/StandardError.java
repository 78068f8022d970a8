// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import dev.qrap.core.LaunchException;
import dev.qrap.core.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Standard error, where everything is said that is not an answer: libvirt reads standard output.
 * Messages are byte strings, so that a path is shown as it is under any locale.
 */
public final class StandardError {

  private static final FileOutputStream STREAM = new FileOutputStream(FileDescriptor.err);

  private StandardError() {}

  /** Says a message of one line under qrap's name. */
  public static void say(String message) {
    line("qrap: " + message);
  }

  /** Says what an exception says, which may have several lines, under qrap's name. */
  public static void say(LaunchException failure) {
    StringBuilder lines = new StringBuilder("qrap: ");
    for (String line : failure.lines()) {
      lines.append(line).append('\n');
    }
    write(lines.toString());
  }

  /** Writes a line as it is, but for control characters. */
  public static void line(String message) {
    write(Printable.line(message) + "\n");
  }

  /** Writes text as it is. */
  public static void write(String text) {
    try {
      STREAM.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // Standard error is closed: there is nobody to tell.
      return;
    }
  }
}
