// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * A card at its place.
 *
 * @param driver QEMU's name of the device: {@code virtio-net-pci}; never empty
 * @param address the properties that give its address, in the order in which they are written;
 *     empty if QEMU chooses
 * @param settings further properties that the card needs, written after the backend's id. Neither
 *     these nor the address say {@code driver}, {@code id} or {@code netdev}, and none is there
 *     twice
 * @param before what must be on the line before the card, such as the root port that it is plugged
 *     into; each is a {@code device} without a connection
 * @param netdevKey the key by which the card names its backend: {@code netdev}; never empty
 * @param reason why this card and this address, for people: one line without a full stop
 * @since 0.1
 */
@ImplementedByPlugins
public record NicPlacement(
    String driver,
    List<Property> address,
    List<Property> settings,
    List<AddedOption> before,
    String netdevKey,
    String reason)
    implements Placement {

  /**
   * What a virtio card gets beside its address: the burst of the reference program. QEMU's own
   * default is 256, and no other card has the property.
   */
  private static final List<Property> VIRTIO_SETTINGS = List.of(Property.number("x-txburst", 4096));

  /**
   * Checks the driver and makes the lists immutable.
   *
   * @param driver as in the record
   * @param address as in the record
   * @param settings as in the record
   * @param before as in the record
   * @param netdevKey as in the record
   * @param reason as in the record
   */
  public NicPlacement {
    if (driver.isEmpty() || netdevKey.isEmpty() || reason.isEmpty()) {
      throw new IllegalArgumentException("a placement needs a driver, a key and a reason");
    }
    address = List.copyOf(address);
    settings = List.copyOf(settings);
    before = List.copyOf(before);
  }

  /**
   * A card that needs nothing before it and names its backend as most do, by {@code netdev}.
   *
   * @param driver as in the record
   * @param address as in the record
   * @param settings as in the record
   * @param reason as in the record
   */
  public NicPlacement(
      String driver, List<Property> address, List<Property> settings, String reason) {
    this(driver, address, settings, List.of(), "netdev", reason);
  }

  /**
   * The same card with something that must be on the line before it.
   *
   * @param devices as in the record
   * @return the placement
   */
  public NicPlacement behind(List<AddedOption> devices) {
    return new NicPlacement(driver, address, settings, devices, netdevKey, reason);
  }

  /**
   * A virtio card, with the settings that every one gets.
   *
   * @param driver QEMU's name of the device: {@code virtio-net-pci}, {@code virtio-net-ccw}, ...
   * @param address as in {@link NicPlacement}
   * @param reason as in {@link NicPlacement}
   * @return the placement
   */
  public static NicPlacement virtio(String driver, List<Property> address, String reason) {
    return new NicPlacement(driver, address, VIRTIO_SETTINGS, reason);
  }
}
