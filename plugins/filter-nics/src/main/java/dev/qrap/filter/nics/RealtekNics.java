// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** Realtek's cards. */
public final class RealtekNics extends NicFamily {

  /** Called by ServiceLoader. */
  public RealtekNics() {
    super("nic-realtek", "rtl8139");
  }
}
