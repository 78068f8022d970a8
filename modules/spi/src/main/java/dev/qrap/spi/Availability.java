// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * Whether an {@link ExecStrategy} works.
 *
 * @param reason why it does not, for people; empty if it works
 * @since 0.1
 */
@ImplementedByPlugins
public record Availability(String reason) {

  /** It works. */
  public static final Availability YES = new Availability("");

  /**
   * It does not work.
   *
   * @param reason why, one line that can follow "not available: "; not empty
   * @return the answer
   */
  public static Availability no(String reason) {
    if (reason.isEmpty()) {
      throw new IllegalArgumentException("no reason");
    }
    return new Availability(reason);
  }

  /**
   * The answer.
   *
   * @return true if it works
   */
  public boolean yes() {
    return reason.isEmpty();
  }
}
