// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.commandline.JsonText;
import dev.qrap.core.commandline.PlainText;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.CardLink;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Need;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import dev.qrap.spi.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * NIC policy {@code keep}: the user's first card stays as it is, and only its backend becomes the
 * connection. Where there is no card, one is added.
 */
final class KeepPolicy {

  static final String NAME = "keep";

  private final Edits edits;
  private final Wiring wiring;
  private final List<NetworkOption> network;

  /** What this policy removes are {@code -set} options alone, which nobody looks for in it. */
  private final Inventory inventory;

  KeepPolicy(Edits edits, Wiring wiring, List<NetworkOption> network) {
    this.edits = edits;
    this.wiring = wiring;
    this.inventory = edits.remaining();
    this.network = new ArrayList<>();
    for (NetworkOption found : network) {
      if (isReadable(found)) {
        this.network.add(found);
      }
    }
  }

  /** QEMU refuses the others, in its own words. */
  private static boolean isReadable(NetworkOption found) {
    Notation notation = found.option().notation();
    return notation != Notation.NONE && notation != Notation.MALFORMED;
  }

  /** Whether a card may be added: the line has none and does not say that none is wanted. */
  static boolean adds(List<NetworkOption> network) {
    for (NetworkOption found : network) {
      boolean settles = found.part(Nic.class).isPresent() || wantsNobody(found);
      if (settles && isReadable(found)) {
        return false;
      }
    }
    return true;
  }

  private static boolean wantsNobody(NetworkOption found) {
    Optional<Backend> backend = found.part(Backend.class);
    return backend.isPresent() && backend.get().provision() == Provision.NOBODY;
  }

  /** Edits the line; returns what must be there before QEMU starts. */
  Need apply() throws LaunchException {
    for (NetworkOption found : network) {
      Optional<Nic> nic = found.part(Nic.class);
      if (nic.isPresent()) {
        return keep(found, nic.get());
      }
    }
    return add();
  }

  private Need add() throws LaunchException {
    for (NetworkOption found : network) {
      if (wantsNobody(found)) {
        edits.leave(edits.display(found.option()) + " says that no network is wanted");
        return Need.NONE;
      }
    }
    if (isBarred("no network card is added")) {
      return Need.NONE;
    }
    AddedCard card = new AddedCard(free("device", "qrap-net"), free("netdev", "qrap"));
    return card.append(edits, inventory, wiring, Addressing.WHERE_NEEDED);
  }

  private Need keep(NetworkOption card, Nic nic) throws LaunchException {
    Need need =
        switch (nic.attachment()) {
          case NETDEV -> connectNetdev(card, nic.netdev(), nic.model());
          case SAME_OPTION ->
              connect(card, "the first network card, with its backend", nic.model());
          case HUB -> connectHub(card, nic);
          case NONE -> connectLinked(card, nic);
        };
    if (need != Need.NONE) {
      remarkOtherCards(nic.attachment() == Attachment.HUB);
    }
    return need;
  }

  /** A card that names its backend: {@code -device e1000,netdev=n0}. */
  private Need connectNetdev(NetworkOption card, String netdev, String model)
      throws LaunchException {
    for (NetworkOption found : network) {
      Optional<Backend> backend = found.part(Backend.class);
      if (found.option().name().equals("netdev")
          && backend.isPresent()
          && backend.get().id().equals(netdev)) {
        return connect(found, backendOf(card), model);
      }
    }
    String why = edits.display(card.option()) + " names a backend that is not on the line";
    return addBackend(netdev, why, model);
  }

  /** A card on the hub of all {@code -net}: whatever backend it shares comes first. */
  private Need connectHub(NetworkOption card, Nic nic) throws LaunchException {
    for (NetworkOption found : network) {
      Optional<Backend> backend = found.part(Backend.class);
      if (found.option().name().equals("net")
          && backend.isPresent()
          && backend.get().provision() != Provision.NOBODY) {
        return connect(found, backendOf(card), nic.model());
      }
    }
    if (isBarred("nothing is added")) {
      return Need.NONE;
    }
    Connection connection = wiring.connection("net", nic.model());
    connection.addOptions(edits);
    String why = "the hub on which " + edits.display(card.option()) + " is has no backend";
    edits.append("-net", connection.write(List.of(), false), why);
    return connection.need();
  }

  /** A card that does not name a backend; another option may do it for the card. */
  private Need connectLinked(NetworkOption card, Nic nic) throws LaunchException {
    String netdev = "";
    for (NetworkOption found : network) {
      Optional<CardLink> link = found.part(CardLink.class);
      if (link.isPresent() && isOf(link.get(), card, nic)) {
        netdev = link.get().netdev();
      }
    }
    return netdev.isEmpty() ? attach(card, nic) : connectNetdev(card, netdev, nic.model());
  }

  private static boolean isOf(CardLink link, NetworkOption card, Nic nic) {
    return link.id().isEmpty()
        ? link.model().equals(nic.model())
        : link.id().equals(card.option().get("id"));
  }

  /** A card without a backend: {@code -device e1000}. */
  private Need attach(NetworkOption card, Nic nic) throws LaunchException {
    QemuOption option = card.option();
    if (isBarred("nothing is added")) {
      return Need.NONE;
    }
    Property netdev = Property.text(nic.netdevKey(), free("netdev", "qrap"));
    String why = "the first network card, and it has no backend";
    switch (option.notation()) {
      case FILE -> {
        if (option.get("id").isEmpty()) {
          throw cannotChange(card, "it has no id by which -set could give it a backend");
        }
        String set = "device." + option.get("id") + "." + netdev.key() + "=" + netdev.value();
        edits.append("-set", Argument.of(set), edits.display(option) + " has no backend");
      }
      case JSON -> {
        if (has(option, netdev.key())) {
          throw new LaunchException(
              (edits.display(option) + " has an empty \"" + netdev.key())
                  + "\"; leave it out, or name a backend");
        }
        edits.change(option, Argument.of(JsonText.append(option.value(), netdev)), why);
      }
      default -> edits.change(option, Argument.of(PlainText.append(option.value(), netdev)), why);
    }
    return addBackend(netdev.value(), "the connection to the backend", nic.model());
  }

  private Need addBackend(String id, String why, String model) throws LaunchException {
    Connection connection = wiring.connection("netdev", model);
    connection.addOptions(edits);
    edits.append("-netdev", AddedCard.backend(connection, id, inventory.anyJson()), why);
    return connection.need();
  }

  /** Makes a backend the connection. It may stand in the same option as its card. */
  private Need connect(NetworkOption found, String why, String model) throws LaunchException {
    QemuOption option = found.option();
    Optional<Backend> part = found.part(Backend.class);
    if (part.isEmpty() || part.get().provision() == Provision.NOBODY) {
      edits.leave(edits.display(option) + " has no backend");
      return Need.NONE;
    }
    Backend backend = part.get();
    if (backend.provision() == Provision.CONNECTED) {
      edits.remark(
          (edits.display(option) + " is connected to a backend already, so nothing is changed;")
              + " to use qrap's backend instead, set nic=replace");
      return Need.NONE;
    }
    boolean inFile = option.notation() == Notation.FILE;
    Connection connection = wiring.connection(inFile ? "set" : option.name(), model);
    connection.addOptions(edits);
    if (inFile) {
      changeInFile(found, backend, connection);
    } else {
      Argument value =
          connection.write(keptProperties(option, backend), option.notation() == Notation.JSON);
      edits.change(option, value, why);
      removeSettings(backend);
    }
    remarkLost(option, backend);
    return connection.need();
  }

  /** What the user asked of the old backend, the new one does only if it is told. */
  private void remarkLost(QemuOption option, Backend backend) throws LaunchException {
    for (NetworkFeature feature : backend.request().features()) {
      edits.remark(
          (edits.display(option) + ": " + feature.written() + " is lost: ")
              + wiring.advice(feature));
    }
  }

  private String backendOf(NetworkOption card) {
    return "the backend of the first network card, " + edits.display(card.option());
  }

  private static List<Property> keptProperties(QemuOption option, Backend backend) {
    List<Property> kept = new ArrayList<>();
    for (Property property : option.properties()) {
      if (backend.keptKeys().contains(property.key())) {
        kept.add(property);
      }
    }
    return kept;
  }

  /** {@code -set} can change what a file says, but cannot take anything away. */
  private void changeInFile(NetworkOption found, Backend backend, Connection connection)
      throws LaunchException {
    QemuOption option = found.option();
    if (!option.name().equals("netdev")) {
      throw cannotChange(found, "-set cannot reach it");
    }
    for (Property property : option.properties()) {
      String key = property.key();
      if (!key.equals("type") && !backend.keptKeys().contains(key)) {
        throw cannotChange(found, "it also says " + key + ", which -set cannot take away");
      }
    }
    for (Argument set : connection.writeSets(backend.id())) {
      edits.append("-set", set, edits.display(option) + " becomes the connection");
    }
  }

  private LaunchException cannotChange(NetworkOption found, String why) {
    return new LaunchException(
        ("cannot change " + edits.display(found.option()) + ": " + why)
            + ("; move that section to the command line as -" + found.option().name()));
  }

  /** What {@code -set} said of the old backend, QEMU would refuse of the new one. */
  private void removeSettings(Backend backend) {
    for (NetworkOption found : network) {
      Optional<Reference> reference = found.part(Reference.class);
      if (reference.isPresent()
          && found.option().name().equals("set")
          && reference.get().subject() == Reference.Subject.NETDEV
          && reference.get().id().equals(backend.id())) {
        edits.remove(found.option(), "it is about the backend that was replaced");
      }
    }
  }

  private void remarkOtherCards(boolean onHub) {
    StringBuilder others = new StringBuilder();
    boolean first = true;
    for (NetworkOption found : network) {
      Optional<Nic> nic = found.part(Nic.class);
      if (nic.isEmpty()) {
        continue;
      }
      boolean sharesTheHub = onHub && nic.get().attachment() == Attachment.HUB;
      if (!first && !sharesTheHub) {
        others.append(others.length() == 0 ? "" : ", ").append(edits.display(found.option()));
      }
      first = false;
    }
    if (others.length() > 0) {
      edits.remark("other network cards keep their backends: " + others);
    }
  }

  /**
   * Whether the guest's state comes from another QEMU: its devices must be the ones of that.
   *
   * @param consequence what to say then
   */
  private boolean isBarred(String consequence) {
    for (QemuOption option : inventory.options()) {
      if (option.name().equals("incoming") || option.name().equals("loadvm")) {
        edits.leave(consequence + " to a guest that ran before (-incoming, -loadvm)");
        return true;
      }
    }
    return false;
  }

  private String free(String group, String prefix) {
    return FreshIds.inGroup(inventory.options(), group, prefix);
  }

  private static boolean has(QemuOption option, String key) {
    for (Property property : option.properties()) {
      if (property.key().equals(key)) {
        return true;
      }
    }
    return false;
  }
}
