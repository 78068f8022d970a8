// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * How QEMU gets to the backend: what a strategy said, and how it is written, with a placeholder for
 * what only the launch will know.
 *
 * @param index which of the plan's connections it is, from 0
 * @param means what is used for it
 * @param netdev what the backend option says
 * @param options what must be on the line before it
 * @param machineProperties what must be said of the machine
 * @param reasons why this way was chosen, and why not each of the others, one line each; empty if
 *     there was no choice
 */
record Connection(
    int index,
    Means means,
    Netdev netdev,
    List<AddedOption> options,
    List<Property> machineProperties,
    List<String> reasons) {

  /**
   * What is used for a connection.
   *
   * @param need what must be there before QEMU starts
   * @param protocol what QEMU speaks
   * @param byQemu whether QEMU starts the backend
   * @param sharing whether the backend reads and writes the guest's memory
   */
  record Means(Need need, Protocol protocol, boolean byQemu, boolean sharing) {

    /** Whether QEMU itself copies the frames of the card, which a shared memory makes needless. */
    boolean sendsFrames() {
      return protocol == Protocol.FRAMES && !sharing;
    }
  }

  /** The same connection with why it is made in this way. */
  Connection chosenBecause(List<String> why) {
    return new Connection(index, means, netdev, options, machineProperties, why);
  }

  Need need() {
    return means.need();
  }

  /** Adds what the backend option needs beside itself, and says why it is this one. */
  void addOptions(Edits edits) {
    for (String reason : reasons) {
      edits.leave(reason);
    }
    for (AddedOption option : options) {
      edits.append("-" + option.name(), argument(option), "the connection to the backend needs it");
    }
    for (Property property : machineProperties) {
      String text = property.key() + "=" + property.value();
      edits.append("-machine", Argument.of(text), "the connection to the backend needs it");
    }
  }

  private Argument argument(AddedOption option) {
    List<Property> all = new ArrayList<>();
    if (!option.connectionKey().isEmpty()) {
      all.add(Property.text(option.connectionKey(), String.valueOf(Argument.MARK)));
    }
    all.addAll(option.properties());
    String text = CommandLine.value(option.name(), option.type(), all, false);
    return argument(text, Argument.Placeholder.PLAIN_PATH);
  }

  /** The value of a {@code -netdev}, {@code -net} or {@code -nic}, with further properties. */
  Argument write(List<Property> others, boolean json) {
    List<Property> properties = properties();
    properties.addAll(others);
    String text = CommandLine.value("netdev", netdev.type(), properties, json);
    return argument(text, json ? Argument.Placeholder.JSON_PATH : Argument.Placeholder.PLAIN_PATH);
  }

  /**
   * Whether an option can say it. QEMU takes nested keys in {@code -netdev} alone: of {@code -nic
   * stream,addr.type=unix,...} 7.2 says that the type is missing. A section of a file that {@code
   * -readconfig} names cannot repeat a key.
   */
  boolean fits(String option) {
    if (option.equals("netdev")) {
      return true;
    }
    if (option.equals("readconfig") && repeatsKeys()) {
      return false;
    }
    for (Property property : properties()) {
      if (property.key().indexOf('.') >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a key occurs more than once. Of such a key, a section of a file has one value. */
  boolean repeatsKeys() {
    List<Property> properties = properties();
    for (int i = 0; i < properties.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (properties.get(i).key().equals(properties.get(j).key())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The values of the {@code -set} options that make a backend which stands in a file this one. */
  List<Argument> writeSets(String id) {
    List<Property> properties = properties();
    properties.add(0, Property.text("type", netdev.type()));
    List<Argument> sets = new ArrayList<>();
    for (Property property : properties) {
      String text = "netdev." + id + "." + property.key() + "=" + property.value();
      sets.add(argument(text, Argument.Placeholder.BARE_PATH));
    }
    return sets;
  }

  /** The lines that say it in a section of a {@code -readconfig} file. */
  Argument writeLines() {
    StringBuilder lines = new StringBuilder(line("type", netdev.type()));
    for (Property property : properties()) {
      lines.append(line(property.key(), property.value()));
    }
    return argument(lines.toString(), Argument.Placeholder.BARE_PATH);
  }

  /** A line of such a section. */
  static String line(String key, String value) {
    return "  " + key + " = \"" + value + "\"\n";
  }

  private List<Property> properties() {
    List<Property> properties = new ArrayList<>();
    if (!netdev.connectionKey().isEmpty()) {
      properties.add(Property.text(netdev.connectionKey(), String.valueOf(Argument.MARK)));
    }
    properties.addAll(netdev.settings());
    return properties;
  }

  private Argument argument(String text, Argument.Placeholder path) {
    if (text.indexOf(Argument.MARK) < 0) {
      return Argument.of(text);
    }
    boolean descriptor = need() == Need.CONNECTED_DESCRIPTOR;
    return Argument.withPlaceholder(
        text, descriptor ? Argument.Placeholder.DESCRIPTOR : path, index);
  }
}
