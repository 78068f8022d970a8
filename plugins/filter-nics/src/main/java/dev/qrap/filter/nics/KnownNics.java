// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkFeature.Mtu;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.spi.QemuOption;
import java.util.List;

/**
 * Recognises {@code -device MODEL,...} of the network cards that QEMU has. The models were read
 * from QEMU 7.2, 10.0 and 11.1; {@code NicModelsIT} asks the QEMUs that are installed.
 */
public final class KnownNics implements ArgFilter {

  private static final List<String> FAMILIES =
      List.of(
          "nic-e1000",
          "nic-eepro100",
          "nic-etsec",
          "nic-ne2k",
          "nic-pcnet",
          "nic-realtek",
          "nic-spapr",
          "nic-sungem",
          "nic-sunhme",
          "nic-tulip",
          "nic-usb",
          "nic-virtio",
          "nic-vmxnet3",
          "nic-xen");

  /** Called by ServiceLoader. */
  public KnownNics() {}

  /**
   * The family of a model; empty if the model is not known. A new model is a word in its family's
   * line. This is a switch and no map, since a map would have to be filled at each launch.
   */
  private static String familyOf(String model) {
    return switch (model) {
      case "e1000", "e1000-82540em", "e1000-82544gc", "e1000-82545em", "e1000e", "igb" ->
          "nic-e1000";
      case "i82550", "i82551", "i82557a", "i82557b", "i82557c", "i82558a", "i82558b" ->
          "nic-eepro100";
      case "i82559a", "i82559b", "i82559c", "i82559er", "i82562", "i82801" -> "nic-eepro100";
      case "eTSEC" -> "nic-etsec";
      case "ne2k_isa", "ne2k_pci" -> "nic-ne2k";
      case "pcnet" -> "nic-pcnet";
      case "rtl8139" -> "nic-realtek";
      case "spapr-vlan" -> "nic-spapr";
      case "sungem" -> "nic-sungem";
      case "sunhme" -> "nic-sunhme";
      case "tulip" -> "nic-tulip";
      case "usb-net" -> "nic-usb";
      case "virtio-net", "virtio-net-ccw", "virtio-net-device", "virtio-net-pci" -> "nic-virtio";
      case "virtio-net-pci-non-transitional", "virtio-net-pci-transitional" -> "nic-virtio";
      case "vmxnet3" -> "nic-vmxnet3";
      case "xen-net-device" -> "nic-xen";
      default -> "";
    };
  }

  @Override
  public String name() {
    return "nics";
  }

  @Override
  public List<String> families() {
    return FAMILIES;
  }

  @Override
  public List<String> optionNames() {
    return List.of("device");
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    if (!option.name().equals("device")) {
      return List.of();
    }
    String model = option.get("driver");
    if (familyOf(model).isEmpty()) {
      return List.of();
    }
    String netdev = option.get("netdev");
    Attachment attachment = netdev.isEmpty() ? Attachment.NONE : Attachment.NETDEV;
    return List.of(new Nic(model, attachment, netdev, "netdev", request(option)));
  }

  /**
   * A card of virtio can tell the guest its MTU, {@code host_mtu=}; then DHCP must not offer
   * another one. QEMU judges what is no MTU.
   */
  private static NetworkRequest request(QemuOption option) {
    String mtu = option.get("host_mtu");
    try {
      return mtu.isEmpty()
          ? NetworkRequest.NOTHING
          : new NetworkRequest(
              List.of(new Mtu("host_mtu=" + mtu + " of the card", Integer.decode(mtu))));
    } catch (IllegalArgumentException e) {
      return NetworkRequest.NOTHING;
    }
  }

  @Override
  public String family(QemuOption option) {
    return familyOf(option.get("driver"));
  }
}
