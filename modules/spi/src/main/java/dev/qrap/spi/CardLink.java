// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * An option that attaches a card which another option brings: {@code -global e1000.netdev=n0}.
 *
 * @param model QEMU's name of the device that is attached; empty if the card is named by its id
 * @param id the id of the card; empty if all cards of the model are meant
 * @param netdev the id of the backend; not empty
 * @since 0.2
 */
@ImplementedByPlugins
public record CardLink(String model, String id, String netdev) implements NetworkPart {

  /**
   * Checks that a card and a backend are named.
   *
   * @param model as in the record
   * @param id as in the record
   * @param netdev as in the record
   */
  public CardLink {
    if (model.isEmpty() == id.isEmpty() || netdev.isEmpty()) {
      throw new IllegalArgumentException(
          "a link of the model '" + model + "' or the card '" + id + "' to '" + netdev + "'");
    }
  }
}
