// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a {@code -netdev} says, without its id, which the planner gives.
 *
 * @param type QEMU's name of the backend: {@code socket}; never empty
 * @param connectionKey the key whose value is the connection: the number of the descriptor if the
 *     strategy needs {@link Need#CONNECTED_DESCRIPTOR}, the path if it needs {@link
 *     Need#SOCKET_PATH}. Empty if it needs {@link Need#NONE}. A dotted key ({@code addr.path}) is
 *     written as nested objects in JSON; QEMU takes it in {@code -netdev} alone
 * @param settings further properties, written after the connection; never {@code id}, {@code type}
 *     or the connection, and none twice except {@linkplain Property.Kind#LIST_ITEM items} of a list
 * @since 0.1
 */
@ImplementedByPlugins
public record Netdev(String type, String connectionKey, List<Property> settings) {

  /**
   * Checks the type and makes the list immutable.
   *
   * @param type as in the record
   * @param connectionKey as in the record
   * @param settings as in the record
   */
  public Netdev {
    Objects.requireNonNull(connectionKey, "connectionKey");
    if (type.isEmpty()) {
      throw new IllegalArgumentException("a netdev without a type");
    }
    settings = List.copyOf(settings);
  }
}
