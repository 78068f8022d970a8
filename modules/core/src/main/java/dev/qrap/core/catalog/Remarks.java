// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

/** Where the catalog says what people must know of a plugin that is used. */
public interface Remarks {

  /**
   * Says something to the user.
   *
   * @param line a line without line feed, a byte string
   */
  void say(String line);
}
