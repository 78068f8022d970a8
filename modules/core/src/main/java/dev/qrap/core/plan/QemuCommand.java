// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.qemu.EmulatorName;

/**
 * A program to become.
 *
 * @param name its {@code argv[0]}: the name by which it was looked for
 * @param path its file
 */
public record QemuCommand(String name, String path) {

  /**
   * The architecture of its guests, by its name alone.
   *
   * @param hostArchitecture the architecture of the host
   * @return as QEMU names it: what the name is known to mean, else what it has after {@code
   *     qemu-system-}, else that of the host
   */
  public String architecture(String hostArchitecture) {
    String known = EmulatorName.architecture(name, hostArchitecture);
    String named = known.isEmpty() ? EmulatorName.afterPrefix(name) : known;
    return named.isEmpty() ? hostArchitecture : named;
  }
}
