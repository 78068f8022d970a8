// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Placement;

/** What a policy asks of the plugins, when it comes to that. Implemented by the planner. */
interface Wiring {

  /**
   * How QEMU gets to a backend. Each call makes one more connection of the plan.
   *
   * @param option the name of the option that will say it: {@code netdev}, {@code nic}, ...
   * @param model QEMU's name of the card's device; empty if the board decides, or behind a hub
   * @param card the card as it stands on the line; empty if it is added
   * @param backend which backend
   */
  Connection connection(String option, String model, String card, BackendChoice backend)
      throws LaunchException;

  /** A number for the descriptor on which QEMU gets a copy of a file. */
  int fileDescriptor() throws LaunchException;

  /** Decides which cards are connected, and to which backend. */
  Takeover takeover();

  /** Whether QEMU alone gives the machine a card if the line says nothing of the network. */
  boolean hasDefaultNic() throws LaunchException;

  /** Where a card goes beside the options that stay; never a {@code NoPlacement}. */
  Placed place(Inventory inventory, Addressing addressing) throws LaunchException;

  /**
   * A place for a card.
   *
   * @param placement the profile's answer
   * @param reason why, with the machine that it is for
   * @param rule which profile said so
   */
  record Placed(Placement placement, String reason, String rule) {}
}
