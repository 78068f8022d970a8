// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * There is no place for a card.
 *
 * @param reason why, for people: one line that can follow "no address for a network card: "
 * @since 0.1
 */
@ImplementedByPlugins
public record NoPlacement(String reason) implements Placement {

  /**
   * Checks that there is a reason.
   *
   * @param reason as in the record
   */
  public NoPlacement {
    if (reason.isEmpty()) {
      throw new IllegalArgumentException("no reason");
    }
  }
}
