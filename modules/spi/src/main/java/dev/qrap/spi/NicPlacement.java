// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * A card at its place.
 *
 * @param driver QEMU's name of the device: {@code virtio-net-pci}; never empty
 * @param address the properties that give its address, in the order in which they are written;
 *     empty where QEMU chooses
 * @param settings further properties that the card needs, written after the backend's id
 * @param reason why this card and this address, for people: one line without a full stop
 */
public record NicPlacement(
    String driver, List<Property> address, List<Property> settings, String reason)
    implements Placement {

  /** Checks the driver and makes the lists immutable. */
  public NicPlacement {
    if (driver.isEmpty() || reason.isEmpty()) {
      throw new IllegalArgumentException("a placement needs a driver and a reason");
    }
    address = List.copyOf(address);
    settings = List.copyOf(settings);
  }
}
