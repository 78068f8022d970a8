// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** The NE2000 and what is compatible with it. */
public final class Ne2kNics extends NicFamily {

  /** Called by ServiceLoader. */
  public Ne2kNics() {
    super("nic-ne2k", "ne2k_isa", "ne2k_pci");
  }
}
