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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recognises {@code -device MODEL,...} of the network cards that QEMU has. The models were read
 * from QEMU 7.2, 10.0 and 11.1; {@code NicModelsIT} asks the QEMUs that are installed.
 */
public final class KnownNics implements ArgFilter {

  /** A line is a family: its name, and its models. A new model is a word in its family's line. */
  private static final String TABLE =
      """
      nic-e1000=e1000,e1000-82540em,e1000-82544gc,e1000-82545em,e1000e,igb
      nic-eepro100=i82550,i82551,i82557a,i82557b,i82557c,i82558a,i82558b,i82559a,i82559b,i82559c,i82559er,i82562,i82801
      nic-etsec=eTSEC
      nic-ne2k=ne2k_isa,ne2k_pci
      nic-pcnet=pcnet
      nic-realtek=rtl8139
      nic-spapr=spapr-vlan
      nic-sungem=sungem
      nic-sunhme=sunhme
      nic-tulip=tulip
      nic-usb=usb-net
      nic-virtio=virtio-net,virtio-net-ccw,virtio-net-device,virtio-net-pci,virtio-net-pci-non-transitional,virtio-net-pci-transitional
      nic-vmxnet3=vmxnet3
      nic-xen=xen-net-device
      """;

  private final List<String> families = new ArrayList<>();
  private final Map<String, String> familyByModel = new HashMap<>();

  /** Called by ServiceLoader. */
  public KnownNics() {
    int start = 0;
    while (start < TABLE.length()) {
      int end = TABLE.indexOf('\n', start);
      addFamily(TABLE.substring(start, end));
      start = end + 1;
    }
  }

  private void addFamily(String line) {
    int separator = line.indexOf('=');
    String family = line.substring(0, separator);
    families.add(family);
    while (separator >= 0) {
      int next = line.indexOf(',', separator + 1);
      String model = line.substring(separator + 1, next < 0 ? line.length() : next);
      familyByModel.put(model, family);
      separator = next;
    }
  }

  @Override
  public String name() {
    return "nics";
  }

  @Override
  public List<String> families() {
    return List.copyOf(families);
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    if (!option.name().equals("device")) {
      return List.of();
    }
    String model = option.get("driver");
    if (!familyByModel.containsKey(model)) {
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
    return familyByModel.get(option.get("driver"));
  }
}
