// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/** What happens to a network card if no backend can do what the card's present one was asked to. */
public enum Unsupported {
  /** The card is connected to the backend all the same, and what is lost is named. */
  CONVERT,
  /** The card keeps the backend that QEMU has, and the reason is named. */
  LEAVE,
  /** QEMU is not started. */
  FAIL
}
