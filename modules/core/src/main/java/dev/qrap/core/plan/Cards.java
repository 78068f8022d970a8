// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.CardLink;
import dev.qrap.spi.HubPort;
import dev.qrap.spi.Nic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The network cards of a line, in its order, and what each of them is connected to. */
final class Cards {

  /** The hub that all {@code -net} options share (QEMU documentation, "Network options"). */
  private static final String HUB_OF_NET = "0";

  private final List<NetworkOption> network;

  private Cards(List<NetworkOption> network) {
    this.network = network;
  }

  /**
   * A network card.
   *
   * @param option the option that brings it
   * @param nic what a filter found there
   * @param uplink what it is connected to
   */
  record Card(NetworkOption option, Nic nic, Uplink uplink) {}

  /** What a card is connected to. */
  sealed interface Uplink {

    /** A backend on the line; the option may be the card's own. */
    record OnLine(NetworkOption backend) implements Uplink {}

    /** A backend that the line does not have. */
    record Missing(String netdev) implements Uplink {}

    /** The hub of all {@code -net}, which has no backend. */
    record EmptyHub() implements Uplink {}

    /** Nothing. */
    record Nothing() implements Uplink {}
  }

  /** The cards of a line. */
  static List<Card> of(List<NetworkOption> network) {
    Cards cards = new Cards(network);
    List<Card> found = new ArrayList<>();
    for (NetworkOption option : network) {
      Optional<Nic> nic = option.part(Nic.class);
      if (nic.isPresent()) {
        found.add(new Card(option, nic.get(), cards.uplink(option, nic.get())));
      }
    }
    return found;
  }

  private Uplink uplink(NetworkOption card, Nic nic) {
    return switch (nic.attachment()) {
      case SAME_OPTION -> new Uplink.OnLine(card);
      case NETDEV -> named(nic.netdev());
      case HUB -> {
        Optional<NetworkOption> backend = onHub(HUB_OF_NET);
        yield backend.isPresent() ? new Uplink.OnLine(backend.get()) : new Uplink.EmptyHub();
      }
      case NONE -> {
        String netdev = linked(card, nic);
        yield netdev.isEmpty() ? new Uplink.Nothing() : named(netdev);
      }
    };
  }

  /** What the option of an id leads to: a port of a hub leads to the backend of that hub. */
  private Uplink named(String id) {
    Optional<NetworkOption> option = netdev(id);
    if (option.isEmpty()) {
      return new Uplink.Missing(id);
    }
    Optional<HubPort> port = option.get().part(HubPort.class);
    Optional<NetworkOption> behind = port.isPresent() ? onHub(port.get().hub()) : Optional.empty();
    return new Uplink.OnLine(behind.isPresent() ? behind.get() : option.get());
  }

  private Optional<NetworkOption> netdev(String id) {
    for (NetworkOption option : network) {
      Optional<Backend> backend = option.part(Backend.class);
      if (option.option().name().equals("netdev")
          && backend.isPresent()
          && backend.get().id().equals(id)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** The first backend that is connected to a hub. */
  private Optional<NetworkOption> onHub(String hub) {
    for (NetworkOption option : network) {
      Optional<Backend> backend = option.part(Backend.class);
      Optional<HubPort> port = option.part(HubPort.class);
      if (port.isPresent()) {
        if (port.get().hub().equals(hub) && netdev(port.get().netdev()).isPresent()) {
          return netdev(port.get().netdev());
        }
      } else if (hub.equals(HUB_OF_NET)
          && option.option().name().equals("net")
          && backend.isPresent()
          && backend.get().provision() != Provision.NOBODY) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** The id of the backend to which another option connects a card; empty if none does. */
  private String linked(NetworkOption card, Nic nic) {
    String netdev = "";
    for (NetworkOption option : network) {
      Optional<CardLink> link = option.part(CardLink.class);
      if (link.isPresent() && isOf(link.get(), card, nic)) {
        netdev = link.get().netdev();
      }
    }
    return netdev;
  }

  private static boolean isOf(CardLink link, NetworkOption card, Nic nic) {
    return link.id().isEmpty()
        ? link.model().equals(nic.model())
        : link.id().equals(card.option().get("id"));
  }
}
