// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core;

/**
 * A launch that cannot go on. Nothing was started and nothing half done is left behind; qrap ends
 * with status 1.
 */
public final class LaunchException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * A launch that cannot go on.
   *
   * @param message for the user, a byte string: the thing, the reason and the next step; it may
   *     have several lines
   */
  public LaunchException(String message) {
    super(message);
  }
}
