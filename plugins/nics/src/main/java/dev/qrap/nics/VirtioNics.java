// SPDX-License-Identifier: Apache-2.0
package dev.qrap.nics;

/** Virtio network cards. */
public final class VirtioNics extends NicFamily {

  /** Called by ServiceLoader. */
  public VirtioNics() {
    super("nic-virtio", "virtio-net-pci", "virtio-net-ccw");
  }
}
