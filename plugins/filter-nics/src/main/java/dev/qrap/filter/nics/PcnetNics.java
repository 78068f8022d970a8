// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** AMD's PCnet cards. */
public final class PcnetNics extends NicFamily {

  /** Called by ServiceLoader. */
  public PcnetNics() {
    super("nic-pcnet", "pcnet");
  }
}
