// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * A rule of the system that limits what a backend's program may do.
 *
 * @param profile the file that has the rule, if it is in force; not empty
 * @param effect what the rule does, for people: one line that can follow the name of the file, for
 *     instance {@code lets its sockets be under /tmp}; not empty
 * @since 0.2
 */
@ImplementedByPlugins
public record Confinement(String profile, String effect) {

  /**
   * Checks the texts.
   *
   * @param profile as in the record
   * @param effect as in the record
   */
  public Confinement {
    if (profile.isEmpty() || effect.isEmpty()) {
      throw new IllegalArgumentException("a confinement needs a file and an effect");
    }
  }
}
