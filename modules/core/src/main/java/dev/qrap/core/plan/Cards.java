// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.CardLink;
import dev.qrap.spi.HubPort;
import dev.qrap.spi.Nic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network cards of a line, in its order, and what each of them is connected to. A line may have
 * very many options, so none is looked at twice.
 */
final class Cards {

  /** The hub that all {@code -net} options share (QEMU documentation, "Network options"). */
  private static final String HUB_OF_NET = "0";

  /** The options of {@code -netdev} by their ids, of several the first. */
  private final Map<String, NetworkOption> netdevs = new HashMap<>();

  /** By the number of a hub, the first backend that is connected to it. */
  private final Map<String, NetworkOption> hubs = new HashMap<>();

  /** By the model, the id of the backend that all cards of that model have. */
  private final Map<String, String> linksOfModels = new HashMap<>();

  /** By the id of a card, the id of its backend. */
  private final Map<String, String> linksOfCards = new HashMap<>();

  /** The backends on hubs that have one already. */
  private final List<NetworkOption> secondBackends = new ArrayList<>();

  private final List<Card> cards = new ArrayList<>();

  /** Finds the cards of a line. */
  Cards(List<NetworkOption> network) {
    for (NetworkOption option : network) {
      Optional<Backend> backend = option.part(Backend.class);
      if (backend.isPresent() && option.option().name().equals("netdev")) {
        netdevs.putIfAbsent(backend.get().id(), option);
      }
      Optional<CardLink> link = option.part(CardLink.class);
      if (link.isPresent() && link.get().id().isEmpty()) {
        linksOfModels.put(link.get().model(), link.get().netdev());
      } else if (link.isPresent()) {
        linksOfCards.put(link.get().id(), link.get().netdev());
      }
    }
    for (NetworkOption option : network) {
      findHub(option);
    }
    for (NetworkOption option : network) {
      Optional<Nic> nic = option.part(Nic.class);
      if (nic.isPresent()) {
        cards.add(new Card(option, nic.get(), uplink(option, nic.get())));
      }
    }
  }

  /** The cards, in the order of the line. */
  List<Card> list() {
    return cards;
  }

  /** The backends on hubs that have one already, in the order of the line. */
  List<NetworkOption> secondBackends() {
    return secondBackends;
  }

  private void findHub(NetworkOption option) {
    Optional<Backend> backend = option.part(Backend.class);
    Optional<HubPort> port = option.part(HubPort.class);
    if (port.isPresent()) {
      NetworkOption behind = netdevs.get(port.get().netdev());
      if (behind != null) {
        putOnHub(port.get().hub(), behind);
      }
    } else if (option.option().name().equals("net")
        && backend.isPresent()
        && backend.get().provision() != Provision.NOBODY) {
      putOnHub(HUB_OF_NET, option);
    }
  }

  private void putOnHub(String hub, NetworkOption backend) {
    if (hubs.putIfAbsent(hub, backend) != null) {
      secondBackends.add(backend);
    }
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

    /** A backend on the line, behind a hub or not; the option may be the card's own. */
    record OnLine(NetworkOption backend, boolean behindHub) implements Uplink {}

    /** A backend that the line does not have. */
    record Missing(String netdev) implements Uplink {}

    /** The hub of all {@code -net}, which has no backend. */
    record EmptyHub() implements Uplink {}

    /** Nothing. */
    record Nothing() implements Uplink {}
  }

  private Uplink uplink(NetworkOption card, Nic nic) {
    return switch (nic.attachment()) {
      case SAME_OPTION -> new Uplink.OnLine(card, false);
      case NETDEV -> named(nic.netdev());
      case HUB -> {
        NetworkOption backend = hubs.get(HUB_OF_NET);
        yield backend == null ? new Uplink.EmptyHub() : new Uplink.OnLine(backend, true);
      }
      case NONE -> {
        String netdev = linked(card, nic);
        yield netdev.isEmpty() ? new Uplink.Nothing() : named(netdev);
      }
    };
  }

  /** What the option of an id leads to: a port of a hub leads to the backend of that hub. */
  private Uplink named(String id) {
    NetworkOption option = netdevs.get(id);
    if (option == null) {
      return new Uplink.Missing(id);
    }
    Optional<HubPort> port = option.part(HubPort.class);
    NetworkOption behind = port.isPresent() ? hubs.get(port.get().hub()) : null;
    return behind == null ? new Uplink.OnLine(option, false) : new Uplink.OnLine(behind, true);
  }

  /** The id of the backend to which another option connects a card; empty if none does. */
  private String linked(NetworkOption card, Nic nic) {
    String netdev = linksOfModels.getOrDefault(nic.model(), "");
    return linksOfCards.getOrDefault(card.option().get("id"), netdev);
  }
}
