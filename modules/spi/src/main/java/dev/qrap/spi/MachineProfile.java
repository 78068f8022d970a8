// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * Knows a family of machines: which network card fits them, and where it can be plugged in.
 *
 * @apiNote Called by the planner after the {@link ArgFilter}s, and only if a card has to be added.
 *     The first profile by priority that supports the machine is the one that places.
 * @since 0.1
 */
@ImplementedByPlugins
public interface MachineProfile extends Extension {

  /**
   * Whether this profile knows the machine.
   *
   * @param machine the machine of the line
   * @return true if {@link #place} has an answer for it; for a type that it has never heard of only
   *     if its {@linkplain #priority priority} is negative
   */
  boolean supports(Machine machine);

  /**
   * Whether QEMU gives the machine a network card of its own if the line says nothing of the
   * network.
   *
   * @apiNote Called under {@code qrap run}, which adds no card that QEMU alone would not have.
   * @param machine as for {@link #place}
   * @return true by default; false if such a machine has no card
   * @since 0.2
   */
  default boolean hasDefaultNic(Machine machine) {
    return true;
  }

  /**
   * Says which card to add and where.
   *
   * @param machine a machine that this profile {@linkplain #supports supports}, or one for which
   *     the user chose this profile by name ({@code machine=q35})
   * @param inventory the options that stay on the line
   * @param addressing whether the card's address must be spelled out
   * @return the card and its place, the board's own card, or why there is none. The address is
   *     never one that a device of the inventory has.
   */
  Placement place(Machine machine, Inventory inventory, Addressing addressing);
}
