// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code -set GROUP.ID.KEY=VALUE} adds to options before it. JSON options are out of its
 * reach, and so is an id with a dot (seen on QEMU 7.2).
 */
final class LaterSettings {

  private final boolean expected;

  /** By {@code GROUP.ID.}, the places of the options that can be set. */
  private final Map<String, List<Integer>> places = new HashMap<>();

  /** By place, what is added to the option there. */
  private final Map<Integer, List<Property>> added = new HashMap<>();

  /**
   * Nothing is set yet.
   *
   * @param expected whether anything will be; a line rarely has a {@code -set}
   */
  LaterSettings(boolean expected) {
    this.expected = expected;
  }

  /** An option that later ones can set something of. */
  void add(QemuOption option, int place) {
    boolean settable = option.notation() == Notation.PLAIN || option.notation() == Notation.FILE;
    String id = expected && settable ? option.get("id") : "";
    if (id.isEmpty()) {
      return;
    }
    String path = option.name() + "." + id + ".";
    List<Integer> known = places.get(path);
    if (known == null) {
      known = new ArrayList<>(1);
      places.put(path, known);
    }
    known.add(place);
  }

  /** The value of a {@code -set}. */
  void set(String setting) {
    int equals = setting.indexOf('=');
    int keyStart = setting.indexOf('.', setting.indexOf('.') + 1) + 1;
    if (keyStart == 0 || keyStart >= equals) {
      return;
    }
    List<Integer> known = places.getOrDefault(setting.substring(0, keyStart), List.of());
    for (Integer place : known) {
      List<Property> properties = added.get(place);
      if (properties == null) {
        properties = new ArrayList<>();
        added.put(place, properties);
      }
      properties.add(
          Property.text(setting.substring(keyStart, equals), setting.substring(equals + 1)));
    }
  }

  /** Gives the options what was set of them. */
  void addTo(List<QemuOption> options) {
    for (Map.Entry<Integer, List<Property>> entry : added.entrySet()) {
      QemuOption option = options.get(entry.getKey());
      List<Property> properties = new ArrayList<>(option.properties());
      properties.addAll(entry.getValue());
      options.set(
          entry.getKey(),
          new QemuOption(
              option.index(), option.name(), option.value(), option.notation(), properties));
    }
  }
}
