// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/** What happens to the user's network card. */
public enum NicPolicy {
  /** The card stays as it is, and only its backend changes. */
  KEEP,
  /** The card is removed, and a card of qrap's choice is added, as the C program does it. */
  REPLACE
}
