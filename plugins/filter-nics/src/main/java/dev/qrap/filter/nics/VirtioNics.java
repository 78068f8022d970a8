// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** Virtio network cards; {@code virtio-net} is the one of the machine's bus. */
public final class VirtioNics extends NicFamily {

  /** Called by ServiceLoader. */
  public VirtioNics() {
    super(
        "nic-virtio",
        "virtio-net",
        "virtio-net-ccw",
        "virtio-net-device",
        "virtio-net-pci",
        "virtio-net-pci-non-transitional",
        "virtio-net-pci-transitional");
  }
}
