// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.catalog.Remarks;

/** Where a launch says what it does. Implemented by the command line. */
public interface Reporter extends Remarks {

  /**
   * Says that a backend answered.
   *
   * @param path its socket, a byte string
   */
  void connected(String path);

  /**
   * Says what a launch waits for, to somebody who watches. Each call takes the place of the one
   * before, until {@link #waited}.
   *
   * @param line a line without line feed, a byte string
   */
  void waiting(String line);

  /** The waiting is over, whatever came of it. */
  void waited();

  /**
   * Says something to somebody who looks for a fault.
   *
   * @param line a line without line feed, a byte string; made only where {@link #detailed} is true
   */
  void detail(String line);

  /**
   * Whether details are wanted.
   *
   * @return false unless {@code log=debug}
   */
  boolean detailed();
}
