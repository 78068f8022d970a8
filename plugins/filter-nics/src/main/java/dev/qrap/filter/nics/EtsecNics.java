// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** Freescale's controllers in embedded PowerPCs. */
public final class EtsecNics extends NicFamily {

  /** Called by ServiceLoader. */
  public EtsecNics() {
    super("nic-etsec", "eTSEC");
  }
}
