// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** VMware's paravirtual cards. */
public final class Vmxnet3Nics extends NicFamily {

  /** Called by ServiceLoader. */
  public Vmxnet3Nics() {
    super("nic-vmxnet3", "vmxnet3");
  }
}
