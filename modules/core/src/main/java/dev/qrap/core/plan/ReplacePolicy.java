// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Backend;
import dev.qrap.spi.CardLink;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.QemuOption.Notation;
import dev.qrap.spi.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * NIC policy {@code replace}: what the line says of the network goes, and one card on the
 * connection is added at the end, as the reference does it (docs/compatibility.md).
 */
final class ReplacePolicy {

  static final String NAME = "replace";

  /** The reference's name for the backend, and libvirt's. The card has no id. */
  private static final AddedCard CARD = new AddedCard("", "hostnet0");

  private final Edits edits;
  private final Wiring wiring;

  ReplacePolicy(Edits edits, Wiring wiring) {
    this.edits = edits;
    this.wiring = wiring;
  }

  /** Edits the line. */
  void apply(List<NetworkOption> network) throws LaunchException {
    remove(network);
    CARD.append(edits, edits.remaining(), wiring, Addressing.LOWEST_FREE);
  }

  private void remove(List<NetworkOption> network) {
    Set<String> netdevs = new HashSet<>();
    Set<String> devices = new HashSet<>();
    for (NetworkOption found : network) {
      boolean onLine = found.option().notation() != Notation.FILE;
      for (NetworkPart part : onLine ? found.parts() : List.<NetworkPart>of()) {
        if (part instanceof Backend backend) {
          netdevs.add(backend.id());
        } else if (part instanceof Nic) {
          devices.add(found.option().get("id"));
        }
      }
    }
    for (NetworkOption found : network) {
      NetworkPart first = found.parts().get(0);
      if (found.option().notation() == Notation.FILE) {
        edits.remark(
            edits.display(found.option()) + " stays: only what is on the line is replaced");
      } else if (first instanceof Reference reference) {
        boolean ofDevice = reference.subject() == Reference.Subject.DEVICE;
        removeReference(found, ofDevice ? devices : netdevs, reference.id());
      } else if (first instanceof CardLink link) {
        removeReference(found, netdevs, link.netdev());
      } else {
        edits.remove(found.option(), what(first) + ", recognised by filter " + found.filter());
      }
    }
  }

  private void removeReference(NetworkOption found, Set<String> removed, String id) {
    if (removed.contains(id)) {
      edits.remove(found.option(), "it refers to " + id + ", which was removed");
    }
  }

  private static String what(NetworkPart part) {
    return part instanceof Nic nic
        ? "network card " + nic.model()
        : "network backend " + ((Backend) part).type();
  }
}
