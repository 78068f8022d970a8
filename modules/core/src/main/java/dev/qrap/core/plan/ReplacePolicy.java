// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.commandline.JsonText;
import dev.qrap.core.commandline.PlainText;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import dev.qrap.spi.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * NIC policy {@code replace}: what the line says of the network goes, and one card on the
 * connection is added at the end, as the reference does it (docs/compatibility.md).
 */
final class ReplacePolicy {

  /** The reference's name for the backend, and libvirt's. */
  private static final String NETDEV_ID = "hostnet0";

  private final Edits edits;

  ReplacePolicy(Edits edits) {
    this.edits = edits;
  }

  /** Places a card among the options that stay. */
  interface Placer {
    NicPlacement place(Inventory inventory) throws LaunchException;
  }

  void apply(List<NetworkOption> network, Placer placer, Netdev netdev, Need need)
      throws LaunchException {
    remove(network);
    Inventory inventory = new Inventory(edits.remaining());
    List<QemuOption> devices = inventory.devices();
    boolean json = anyJson(devices);
    if (devices.isEmpty()) {
      edits.leave("no network card is added, since no other -device is on the line");
    } else {
      NicPlacement nic = placer.place(inventory);
      edits.append("-device", Argument.of(device(nic, json)), nic.reason());
    }
    edits.append("-netdev", backend(netdev, need, json), "the connection to the backend");
  }

  private void remove(List<NetworkOption> network) {
    List<String> netdevs = new ArrayList<>();
    List<String> devices = new ArrayList<>();
    for (NetworkOption found : network) {
      for (NetworkPart part : found.parts()) {
        if (part instanceof Backend backend) {
          netdevs.add(backend.id());
        } else if (part instanceof Nic) {
          devices.add(found.option().get("id"));
        }
      }
    }
    for (NetworkOption found : network) {
      NetworkPart first = found.parts().get(0);
      if (!(first instanceof Reference reference)) {
        edits.remove(found.option(), what(first) + " (recognised by " + found.filter() + ")");
      } else if (reference.subject() == Reference.Subject.DEVICE
          ? devices.contains(reference.id())
          : netdevs.contains(reference.id())) {
        edits.remove(found.option(), "it refers to " + reference.id() + ", which was removed");
      }
    }
  }

  private static String what(NetworkPart part) {
    return part instanceof Nic nic
        ? "network card " + nic.model()
        : "network backend " + ((Backend) part).type();
  }

  /** QEMU makes all plain devices before all JSON ones: a plain card could take their address. */
  private static boolean anyJson(List<QemuOption> devices) {
    for (QemuOption device : devices) {
      if (device.notation() == Notation.JSON) {
        return true;
      }
    }
    return false;
  }

  private static String device(NicPlacement nic, boolean json) {
    List<Property> properties = new ArrayList<>(nic.address());
    properties.add(Property.text("netdev", NETDEV_ID));
    properties.addAll(nic.settings());
    return write("driver", nic.driver(), properties, json);
  }

  private static Argument backend(Netdev netdev, Need need, boolean json) {
    List<Property> properties = new ArrayList<>();
    if (need != Need.NONE) {
      properties.add(Property.text(netdev.connectionKey(), String.valueOf(Argument.MARK)));
    }
    properties.addAll(netdev.settings());
    properties.add(Property.text("id", NETDEV_ID));
    String text = write("type", netdev.type(), properties, json);
    return switch (need) {
      case CONNECTED_DESCRIPTOR -> Argument.withHole(text, Argument.Hole.DESCRIPTOR);
      case LIVE_PATH ->
          Argument.withHole(text, json ? Argument.Hole.JSON_PATH : Argument.Hole.PLAIN_PATH);
      case NONE -> Argument.of(text);
    };
  }

  private static String write(
      String impliedKey, String first, List<Property> properties, boolean json) {
    if (!json) {
      return PlainText.write(first, properties);
    }
    List<Property> members = new ArrayList<>();
    members.add(Property.text(impliedKey, first));
    members.addAll(properties);
    return JsonText.object(members);
  }
}
