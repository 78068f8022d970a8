// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * A {@link MachineProfile}'s answer: a card at its place, the board's own card, or why there is no
 * card for it.
 *
 * @since 0.1
 */
@ImplementedByPlugins
public sealed interface Placement permits NicPlacement, BoardNic, NoPlacement {

  /**
   * Why this answer.
   *
   * @return one line for people, without a full stop; not empty
   */
  String reason();
}
