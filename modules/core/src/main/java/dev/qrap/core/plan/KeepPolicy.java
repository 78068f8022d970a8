// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.commandline.JsonText;
import dev.qrap.core.commandline.PlainText;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.plan.Cards.Card;
import dev.qrap.core.plan.Cards.Uplink;
import dev.qrap.core.plan.Takeover.Decision;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import dev.qrap.spi.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * NIC policy {@code keep}: the user's cards stay as they are, and only their backends become
 * connections: that of the first card, or those of all. If there is no card, one is added.
 *
 * <p>Under {@code qrap run}, nothing is there afterwards that QEMU alone would not have had either:
 * only cards on QEMU's own user network are connected, and the only card that is added is the one
 * that QEMU alone would have added.
 */
final class KeepPolicy {

  static final String NAME = "keep";

  /** QEMU's own network, slirp: the only kind of backend that asks for no certain network. */
  private static final String USER_NETWORK = "user";

  private final Edits edits;
  private final Wiring wiring;
  private final List<NetworkOption> network;
  private final boolean allCards;
  private final boolean asQemuAlone;
  private final boolean defaultDevices;

  /** What this policy removes are {@code -set} options alone, which nobody looks for in it. */
  private final Inventory inventory;

  /** Whether any card gets a connection. */
  private boolean connects;

  /** The ids of backends that were added. */
  private final List<String> added = new ArrayList<>();

  KeepPolicy(
      Edits edits,
      Wiring wiring,
      List<NetworkOption> network,
      Settings settings,
      boolean defaultDevices) {
    this.edits = edits;
    this.wiring = wiring;
    this.inventory = edits.remaining();
    this.network = readable(network);
    this.allCards = settings.get(Keys.ALL_CARDS);
    this.asQemuAlone = settings.form() == LaunchForm.RUN;
    this.defaultDevices = defaultDevices;
  }

  /** QEMU refuses the others, in its own words. */
  private static List<NetworkOption> readable(List<NetworkOption> network) {
    List<NetworkOption> readable = new ArrayList<>();
    for (NetworkOption found : network) {
      if (isReadable(found)) {
        readable.add(found);
      }
    }
    return readable;
  }

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

  /** Edits the line. */
  void apply() throws LaunchException {
    Cards all = new Cards(network);
    List<Card> cards = all.list();
    Set<NetworkOption> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Card card : allCards || cards.isEmpty() ? cards : cards.subList(0, 1)) {
      connect(card, settled);
    }
    if (asQemuAlone && hasDefaultCard()) {
      addDefaultCard();
    } else if (cards.isEmpty() && !asQemuAlone) {
      add();
    } else if (cards.isEmpty()) {
      edits.leave("QEMU alone gives this guest no network card");
    }
    if (connects) {
      remarkOtherCards(cards, settled);
      remarkSecondBackends(all.secondBackends());
    }
  }

  /** Whether QEMU alone adds a card: no option is about the network (vl.c of QEMU says so too). */
  private boolean hasDefaultCard() throws LaunchException {
    return defaultDevices && !saysNetwork() && wiring.hasDefaultNic();
  }

  /** What a file says does not count for QEMU here (seen on QEMU 7.2). */
  private boolean saysNetwork() {
    for (NetworkOption found : network) {
      String name = found.option().name();
      boolean onLine = found.option().notation() != Notation.FILE;
      if (onLine && (name.equals("net") || name.equals("netdev") || name.equals("nic"))) {
        return true;
      }
    }
    return false;
  }

  private void addDefaultCard() throws LaunchException {
    String obstacle = wiring.takeover().obstacleForDefaultCard();
    if (!obstacle.isEmpty()) {
      edits.remark("the card that QEMU adds stays on QEMU's own network: " + obstacle);
      return;
    }
    String why = "the network card that QEMU alone gives this guest, on a backend";
    String id = free("netdev", "qrap");
    BackendChoice choice = wiring.takeover().forNewCard(id);
    Connection connection = wiring.connection("netdev", "", "", choice);
    connection.addOptions(edits);
    // Not -nic: QEMU 7.2 makes a virtio card without MSI-X of it, unlike the one by default.
    edits.append("-net", Argument.of("nic,netdev=" + id), why);
    Argument backend = AddedCard.backend(connection, id, inventory.anyJson());
    edits.append("-netdev", backend, "the connection to the backend");
  }

  private void add() throws LaunchException {
    for (NetworkOption found : network) {
      if (wantsNobody(found)) {
        edits.leave(edits.display(found.option()) + " says that no network is wanted");
        return;
      }
    }
    if (!isBarred("no network card is added")) {
      AddedCard card = new AddedCard(free("device", "qrap-net"), free("netdev", "qrap"));
      card.append(edits, inventory, wiring, Addressing.WHERE_NEEDED);
    }
  }

  /**
   * Connects a card, unless another one has settled what becomes of the backend that they share.
   *
   * @param settled gets the option of the backend
   */
  private void connect(Card card, Set<NetworkOption> settled) throws LaunchException {
    if (card.uplink() instanceof Uplink.OnLine onLine) {
      if (settled.add(onLine.backend())) {
        exchange(card, onLine.backend());
      }
    } else if (!asQemuAlone) {
      provide(card);
    }
  }

  /** Gives a backend to a card that QEMU alone would leave without one, or would refuse. */
  private void provide(Card card) throws LaunchException {
    if (card.uplink() instanceof Uplink.Missing missing) {
      String why =
          edits.display(card.option().option()) + " names a backend that is not on the line";
      addBackend(card, missing.netdev(), why);
    } else if (!isBarred("nothing is added")) {
      if (card.uplink() instanceof Uplink.EmptyHub) {
        addToHub(card);
      } else {
        attach(card);
      }
    }
  }

  private void addToHub(Card card) throws LaunchException {
    Optional<Connection> connection = connection("net", card, "");
    if (connection.isEmpty()) {
      return;
    }
    connection.get().addOptions(edits);
    String on = edits.display(card.option().option());
    String why = "the hub on which " + on + " is has no backend";
    edits.append("-net", connection.get().write(List.of(), false), why);
  }

  /** A card without a backend: {@code -device e1000}. */
  private void attach(Card card) throws LaunchException {
    QemuOption option = card.option().option();
    String key = card.nic().netdevKey();
    boolean losesDefaultCard = defaultDevices && !saysNetwork() && wiring.hasDefaultNic();
    Property netdev = Property.text(key, free("netdev", "qrap"));
    Optional<Connection> connection = connection("netdev", card, netdev.value());
    if (connection.isEmpty()) {
      return;
    }
    String why = "the first network card, and it has no backend";
    switch (option.notation()) {
      case FILE -> {
        if (option.get("id").isEmpty()) { // by which -set would find it
          Argument added = Argument.of(Connection.line(key, netdev.value()));
          changeSection(option, List.of(key), added, why);
        } else {
          String set = "device." + option.get("id") + "." + key + "=" + netdev.value();
          edits.append("-set", Argument.of(set), edits.display(option) + " has no backend");
        }
      }
      case JSON -> {
        if (has(option, key)) {
          throw new LaunchException(
              (edits.display(option) + " has an empty \"" + key)
                  + "\"; leave it out, or name a backend");
        }
        edits.change(option, Argument.of(JsonText.append(option.value(), netdev)), why);
      }
      default -> edits.change(option, Argument.of(PlainText.append(option.value(), netdev)), why);
    }
    addBackend(connection.get(), netdev.value(), "the connection to the backend");
    if (losesDefaultCard) {
      edits.remark(
          (edits.display(option) + " is now the only network card: QEMU alone would also have the")
              + " card of the board, and that one would have the first MAC address");
    }
  }

  private void addBackend(Card card, String id, String why) throws LaunchException {
    Optional<Connection> connection = connection("netdev", card, id);
    if (connection.isPresent()) {
      addBackend(connection.get(), id, why);
    }
  }

  private void addBackend(Connection connection, String id, String why) {
    connection.addOptions(edits);
    edits.append("-netdev", AddedCard.backend(connection, id, inventory.anyJson()), why);
  }

  /** A connection for a card that has no backend yet; empty if it gets none. */
  private Optional<Connection> connection(String option, Card card, String id)
      throws LaunchException {
    QemuOption written = card.option().option();
    Decision decision = wiring.takeover().decide(id, card.nic().request());
    if (decision instanceof Decision.Stay stay) {
      edits.remark(edits.display(written) + " gets no backend: " + stay.reason());
      return Optional.empty();
    }
    Decision.Connect connect = (Decision.Connect) decision;
    remarkLost(written, connect);
    connects = true;
    String display = edits.display(written);
    return Optional.of(wiring.connection(option, model(card), display, connect.backend()));
  }

  /** What a strategy is told of a card. A hub may connect others, so it is asked about none. */
  private static String model(Card card) {
    boolean onHub =
        card.uplink() instanceof Uplink.EmptyHub
            || (card.uplink() instanceof Uplink.OnLine onLine && onLine.behindHub());
    return onHub ? "" : card.nic().model();
  }

  /** Makes a backend of QEMU's own the connection. It may stand in the same option as its card. */
  private void exchange(Card card, NetworkOption found) throws LaunchException {
    QemuOption option = found.option();
    Optional<Backend> part = found.part(Backend.class);
    if (part.isEmpty() || part.get().provision() == Provision.NOBODY) {
      edits.leave(edits.display(option) + " has no backend");
      return;
    }
    Backend backend = part.get();
    if (backend.provision() == Provision.CONNECTED) {
      edits.remark(
          (edits.display(option) + " is connected to a backend already, so nothing is changed;")
              + " to use qrap's backend instead, set nic=replace");
      return;
    }
    if (asQemuAlone && !isUserNetwork(backend)) {
      edits.remark(
          (edits.display(option) + " asks for a certain network of the host, so it stays; to use")
              + " qrap's backend instead, say -nic user or -netdev user");
      return;
    }
    List<NetworkFeature> asked = new ArrayList<>(backend.request().features());
    asked.addAll(card.nic().request().features());
    Decision decision = wiring.takeover().decide(backend.id(), new NetworkRequest(asked));
    if (decision instanceof Decision.Stay stay) {
      stay(option, stay.reason());
      return;
    }
    exchange(card, found, backend, (Decision.Connect) decision);
  }

  /** Without a type, -nic has the same backend (seen on QEMU 7.2). */
  private static boolean isUserNetwork(Backend backend) {
    return backend.type().equals(USER_NETWORK) || backend.type().isEmpty();
  }

  private void stay(QemuOption option, String reason) {
    if (reason.isEmpty()) {
      edits.leave(edits.display(option) + " is left to QEMU, since QEMU 7.2 refuses it");
    } else {
      edits.remark(edits.display(option) + " stays on QEMU's own network: " + reason);
    }
  }

  private void exchange(Card card, NetworkOption found, Backend backend, Decision.Connect decision)
      throws LaunchException {
    QemuOption option = found.option();
    boolean inFile = option.notation() == Notation.FILE;
    Connection connection =
        wiring.connection(
            inFile ? fileOption(option) : option.name(),
            model(card),
            edits.display(card.option().option()),
            decision.backend());
    connects = true;
    connection.addOptions(edits);
    if (inFile) {
      changeInFile(option, backend, connection, why(card));
    } else {
      Argument value =
          connection.write(keptProperties(option, backend), option.notation() == Notation.JSON);
      edits.change(option, value, why(card));
    }
    removeSettings(option, backend);
    remarkLost(option, decision);
  }

  /** The option by which a backend that stands in a file is changed. */
  private static String fileOption(QemuOption option) {
    return option.name().equals("netdev") ? "set" : "readconfig";
  }

  private void remarkLost(QemuOption option, Decision.Connect decision) {
    for (String lost : decision.lost()) {
      edits.remark(edits.display(option) + ": " + lost);
    }
  }

  private String why(Card card) {
    return card.option().part(Backend.class).isPresent()
        ? "a network card, with its backend"
        : "the backend of the network card " + edits.display(card.option().option());
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

  /**
   * Changes a backend that stands in a file. {@code -set} adds to a netdev, and reaches nothing
   * else. It cannot take anything away; for that, QEMU gets a copy of the file. The copy says what
   * is new, too, unless a key is repeated, of which a section keeps one value.
   */
  private void changeInFile(QemuOption option, Backend backend, Connection connection, String why)
      throws LaunchException {
    List<String> lost = new ArrayList<>();
    for (Property property : option.properties()) {
      if (!backend.keptKeys().contains(property.key())) {
        lost.add(property.key());
      }
    }
    lost.remove("type");
    if (option.name().equals("netdev") && (lost.isEmpty() || connection.repeatsKeys())) {
      if (!lost.isEmpty()) {
        changeSection(option, lost, Argument.of(""), why);
      }
      for (Argument set : connection.writeSets(backend.id())) {
        edits.append("-set", set, edits.display(option) + " becomes the connection");
      }
    } else {
      lost.add("type");
      changeSection(option, lost, connection.writeLines(), why);
    }
  }

  private void changeSection(QemuOption option, List<String> removed, Argument added, String why)
      throws LaunchException {
    if (!edits.isCopied(option)) {
      edits.copyFile(option, wiring.fileDescriptor());
    }
    edits.changeSection(option, removed, added, why);
  }

  /**
   * What {@code -set} said of the old backend, QEMU would refuse of the new one. It refuses a
   * {@code -set} before its option, and one of an option in JSON, in any case.
   */
  private void removeSettings(QemuOption option, Backend backend) {
    if (option.notation() == Notation.JSON) {
      return;
    }
    for (NetworkOption found : network) {
      Optional<Reference> reference = found.part(Reference.class);
      if (reference.isPresent()
          && found.option().name().equals("set")
          && found.option().index() > option.index()
          && reference.get().subject() == Reference.Subject.NETDEV
          && reference.get().id().equals(backend.id())) {
        edits.remove(found.option(), "it is about the backend that was replaced");
      }
    }
  }

  /** Names the cards behind the first one that are on other backends, which stay. */
  private void remarkOtherCards(List<Card> cards, Set<NetworkOption> settled) {
    StringBuilder others = new StringBuilder();
    for (Card card : cards) {
      boolean onOther =
          card.uplink() instanceof Uplink.OnLine onLine && !settled.contains(onLine.backend());
      if (onOther) {
        others.append(others.length() == 0 ? "" : ", ");
        others.append(edits.display(card.option().option()));
      }
    }
    if (others.length() > 0) {
      edits.remark("other network cards keep their backends: " + others);
    }
  }

  /** Two backends on one hub may both answer the guest, as with QEMU alone. */
  private void remarkSecondBackends(List<NetworkOption> backends) {
    for (NetworkOption second : backends) {
      edits.remark(
          edits.display(second.option())
              + " stays: it is the second backend on its hub, and only the first one is replaced");
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
    String id = FreshIds.inGroup(inventory.options(), added, group, prefix);
    added.add(id);
    return id;
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
