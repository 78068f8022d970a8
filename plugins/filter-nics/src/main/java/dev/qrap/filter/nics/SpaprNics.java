// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** The virtual LAN of IBM's POWER servers. */
public final class SpaprNics extends NicFamily {

  /** Called by ServiceLoader. */
  public SpaprNics() {
    super("nic-spapr", "spapr-vlan");
  }
}
