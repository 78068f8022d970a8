// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;
import java.util.Objects;

/**
 * An option that a plugin has qrap add to QEMU's command line, before the one that needs it: the
 * {@code chardev} of a backend, the controller of a card.
 *
 * @param name the name of the option without dashes: {@code chardev}, {@code object}, {@code
 *     device}
 * @param type the first word of its value: {@code socket}, {@code pcie-root-port}; not empty
 * @param connectionKey the key whose value is the connection, as in {@link Netdev}; empty if none
 *     is
 * @param properties its other keys and values. None says {@code type}, {@code driver}, {@code
 *     qom-type} or the connection, and none is there twice
 * @since 0.2
 */
@ImplementedByPlugins
public record AddedOption(
    String name, String type, String connectionKey, List<Property> properties) {

  /**
   * Checks the texts and makes the list immutable.
   *
   * @param name as in the record
   * @param type as in the record
   * @param connectionKey as in the record
   * @param properties as in the record
   */
  public AddedOption {
    Objects.requireNonNull(connectionKey, "connectionKey");
    if (name.isEmpty() || type.isEmpty()) {
      throw new IllegalArgumentException("an option needs a name and a type");
    }
    properties = List.copyOf(properties);
  }
}
