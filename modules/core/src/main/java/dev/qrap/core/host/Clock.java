// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/** The time. */
public interface Clock {

  /**
   * A clock that only goes forward.
   *
   * @return milliseconds since any point in time
   */
  long milliseconds();

  /**
   * Waits.
   *
   * @param millis how long, in milliseconds
   */
  void pause(int millis);
}
