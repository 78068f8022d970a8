// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** DEC's Tulip cards. */
public final class TulipNics extends NicFamily {

  /** Called by ServiceLoader. */
  public TulipNics() {
    super("nic-tulip", "tulip");
  }
}
