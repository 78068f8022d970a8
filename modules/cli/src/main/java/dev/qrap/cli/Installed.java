// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import java.util.Arrays;

/**
 * Where the JVM starts if the kernel starts it for a file {@code qrap} whose first line names it
 * (distribution/install). That file's path comes before the user's arguments then.
 */
public final class Installed {

  private Installed() {}

  /**
   * Does what {@link Main} does.
   *
   * @param arguments the path of the file, and the user's arguments
   */
  public static void main(String[] arguments) {
    Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
  }
}
