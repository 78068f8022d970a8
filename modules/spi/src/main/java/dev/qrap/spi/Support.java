// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * Whether a backend can do what the user asks of the network.
 *
 * @param possible whether it can
 * @param text if it can, how the backend is told, in its own spelling: {@code -t 2222:22}; if it
 *     cannot, why. One line for people, without a full stop; not empty
 * @since 0.2
 */
@ImplementedByPlugins
public record Support(boolean possible, String text) {

  /**
   * Checks the text.
   *
   * @param possible as in the record
   * @param text as in the record
   */
  public Support {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no text");
    }
  }

  /**
   * It can.
   *
   * @param spelling how the backend is told, in its own spelling
   * @return the answer
   */
  public static Support yes(String spelling) {
    return new Support(true, spelling);
  }

  /**
   * It cannot.
   *
   * @param reason why, one line that can follow "is lost: "
   * @return the answer
   */
  public static Support no(String reason) {
    return new Support(false, reason);
  }
}
