// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.backend;

import dev.qrap.spi.BackendProgram;

/** What of the host decides whether a backend can be started, and what it can do. */
public interface BackendHost {

  /** One with a route, and without any program. */
  BackendHost BARE =
      new BackendHost() {
        @Override
        public String help(BackendProgram program) {
          return "";
        }

        @Override
        public boolean hasRouteOut(boolean ipv6) {
          return true;
        }
      };

  /**
   * What a program says of itself.
   *
   * @param program the program, which has a help option
   * @return what it prints, a byte string; empty if it is not there or does not answer
   */
  String help(BackendProgram program);

  /**
   * Whether the host has a route to other networks.
   *
   * @param ipv6 whether it is to be one of IPv6, and not one of IPv4
   * @return true also if that cannot be seen
   */
  boolean hasRouteOut(boolean ipv6);
}
