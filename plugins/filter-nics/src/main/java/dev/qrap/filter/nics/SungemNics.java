// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** Sun's and Apple's GEM. */
public final class SungemNics extends NicFamily {

  /** Called by ServiceLoader. */
  public SungemNics() {
    super("nic-sungem", "sungem");
  }
}
