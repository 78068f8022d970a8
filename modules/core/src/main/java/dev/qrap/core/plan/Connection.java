// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * How QEMU gets to the backend: what a strategy said, and how it is written, with a placeholder for
 * what only the launch will know.
 *
 * @param need what must be there before QEMU starts
 * @param netdev what the backend option says
 */
record Connection(Need need, Netdev netdev) {

  /** The value of a {@code -netdev}, {@code -net} or {@code -nic}, with further properties. */
  Argument write(List<Property> others, boolean json) {
    List<Property> properties = properties();
    properties.addAll(others);
    String text = CommandLine.value("netdev", netdev.type(), properties, json);
    return argument(text, json ? Argument.Placeholder.JSON_PATH : Argument.Placeholder.PLAIN_PATH);
  }

  /**
   * Whether an option can say it. QEMU takes nested keys in {@code -netdev} alone: of {@code -nic
   * stream,addr.type=unix,...} 7.2 says that the type is missing.
   */
  boolean fits(String option) {
    if (option.equals("netdev")) {
      return true;
    }
    for (Property property : properties()) {
      if (property.key().indexOf('.') >= 0) {
        return false;
      }
    }
    return true;
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

  private List<Property> properties() {
    List<Property> properties = new ArrayList<>();
    if (need != Need.NONE) {
      properties.add(Property.text(netdev.connectionKey(), String.valueOf(Argument.MARK)));
    }
    properties.addAll(netdev.settings());
    return properties;
  }

  private Argument argument(String text, Argument.Placeholder path) {
    if (text.indexOf(Argument.MARK) < 0) {
      return Argument.of(text);
    }
    boolean descriptor = need == Need.CONNECTED_DESCRIPTOR;
    return Argument.withPlaceholder(text, descriptor ? Argument.Placeholder.DESCRIPTOR : path);
  }
}
