// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** Intel's gigabit cards. */
public final class E1000Nics extends NicFamily {

  /** Called by ServiceLoader. */
  public E1000Nics() {
    super("nic-e1000", "e1000", "e1000-82540em", "e1000-82544gc", "e1000-82545em", "e1000e", "igb");
  }
}
