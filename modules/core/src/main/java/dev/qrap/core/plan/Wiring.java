// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.Placement;

/** What a policy asks of the plugins, when it comes to that. Implemented by the planner. */
interface Wiring {

  /**
   * How QEMU gets to the backend.
   *
   * @param option the name of the option that will say it: {@code netdev}, {@code nic}, ...
   * @param card QEMU's name of the card's device; empty if the board decides
   */
  Connection connection(String option, String card) throws LaunchException;

  /** What the user can do for something that was asked of the backend that is replaced. */
  String advice(NetworkFeature feature) throws LaunchException;

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
