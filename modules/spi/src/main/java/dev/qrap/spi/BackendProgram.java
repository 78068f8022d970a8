// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * The program that serves as a backend.
 *
 * @param name its name, looked for in PATH, or its path; a byte string, not empty
 * @param versionOption the option with which it prints its version and ends; empty if it has none
 * @param helpOption the option with which it says what it can do and ends, for {@link
 *     InstalledProgram#help}; empty if the kind does not need that
 * @param installation how it is installed, for people: {@code on Debian: apt install passt}
 * @since 0.2
 */
@ImplementedByPlugins
public record BackendProgram(
    String name, String versionOption, String helpOption, String installation) {

  /**
   * Checks the texts.
   *
   * @param name as in the record
   * @param versionOption as in the record
   * @param helpOption as in the record
   * @param installation as in the record
   */
  public BackendProgram {
    if (name.isEmpty() || installation.isEmpty()) {
      throw new IllegalArgumentException("a program needs a name and a way to install it");
    }
    Objects.requireNonNull(versionOption, "versionOption");
    Objects.requireNonNull(helpOption, "helpOption");
  }

  /**
   * A program of which the kind does not need to know what it can do.
   *
   * @param name as in the record
   * @param versionOption as in the record
   * @param installation as in the record
   */
  public BackendProgram(String name, String versionOption, String installation) {
    this(name, versionOption, "", installation);
  }
}
