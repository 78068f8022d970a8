// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/** A {@link MachineProfile}'s answer: a card at its place, or why there is none. */
public sealed interface Placement permits NicPlacement, NoPlacement {}
