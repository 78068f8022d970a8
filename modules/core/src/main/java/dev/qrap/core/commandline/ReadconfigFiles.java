// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.core.LaunchException;

/** Reads the files that a command line names with {@code -readconfig}. */
public interface ReadconfigFiles {

  /**
   * Reads a file.
   *
   * @param path its path as on the line, a byte string
   * @return its content, a byte string
   * @throws LaunchException if it cannot be read
   */
  String read(String path) throws LaunchException;
}
