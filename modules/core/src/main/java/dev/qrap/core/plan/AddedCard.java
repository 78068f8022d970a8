// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.BoardNic;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * A card that is added to the line, and its backend.
 *
 * @param id the card's id; empty where it gets none
 * @param netdev the backend's id
 */
record AddedCard(String id, String netdev) {

  /**
   * Appends both. The card is the last {@code -device}, in JSON where any other is: then an address
   * that QEMU chooses is one that all others left.
   *
   * @param inventory the options that stay
   */
  void append(Edits edits, Inventory inventory, Wiring wiring, Addressing addressing)
      throws LaunchException {
    boolean json = inventory.anyJson();
    Wiring.Placed placed = wiring.place(inventory, addressing);
    String model =
        placed.placement() instanceof NicPlacement nic
            ? nic.driver()
            : ((BoardNic) placed.placement()).model();
    BackendChoice choice = wiring.takeover().forNewCard(netdev);
    Connection connection = wiring.connection("netdev", model, "", choice);
    if (placed.placement() instanceof NicPlacement nic) {
      for (AddedOption before : nic.before()) {
        String value = CommandLine.value(before.name(), before.type(), before.properties(), json);
        edits.append("-" + before.name(), Argument.of(value), "the card needs it", placed.rule());
      }
      edits.append(
          "-device", Argument.of(device(nic, connection, json)), placed.reason(), placed.rule());
    } else {
      edits.append("-net", Argument.of("nic,netdev=" + netdev), placed.reason(), placed.rule());
    }
    connection.addOptions(edits);
    edits.append("-netdev", backend(connection, netdev, json), "the connection to the backend");
  }

  /** The value of a {@code -netdev} that is the connection. */
  static Argument backend(Connection connection, String id, boolean json) {
    return connection.write(List.of(Property.text("id", id)), json);
  }

  private String device(NicPlacement nic, Connection connection, boolean json) {
    List<Property> properties = new ArrayList<>(nic.address());
    if (!id.isEmpty()) {
      properties.add(Property.text("id", id));
    }
    properties.add(Property.text(nic.netdevKey(), netdev));
    for (Property setting : nic.settings()) {
      // The burst is about frames that QEMU sends one by one.
      if (!setting.key().equals("x-txburst") || connection.means().sendsFrames()) {
        properties.add(setting);
      }
    }
    return CommandLine.value("device", nic.driver(), properties, json);
  }
}
