// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** Intel's cards of 100 megabits. */
public final class Eepro100Nics extends NicFamily {

  /** Called by ServiceLoader. */
  public Eepro100Nics() {
    super(
        "nic-eepro100",
        "i82550",
        "i82551",
        "i82557a",
        "i82557b",
        "i82557c",
        "i82558a",
        "i82558b",
        "i82559a",
        "i82559b",
        "i82559c",
        "i82559er",
        "i82562",
        "i82801");
  }
}
