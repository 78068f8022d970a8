// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

/**
 * A program to become.
 *
 * @param name its {@code argv[0]}: the name by which it was looked for
 * @param path its file
 */
public record QemuCommand(String name, String path) {

  private static final String SYSTEM_PREFIX = "qemu-system-";

  /**
   * The architecture of its guests, by its name.
   *
   * @param hostArchitecture the architecture of the host, which {@code kvm} and {@code qemu-kvm}
   *     have too
   * @return as QEMU names it
   */
  public String architecture(String hostArchitecture) {
    String base = name.substring(name.lastIndexOf('/') + 1);
    return base.startsWith(SYSTEM_PREFIX)
        ? base.substring(SYSTEM_PREFIX.length())
        : hostArchitecture;
  }
}
