// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.spi.Protocol;
import java.util.List;

/** The backends that run already, as far as they can be seen without connecting. */
public interface RunningBackends {

  /** None. */
  RunningBackends NONE = socket -> List.of();

  /**
   * The backends that a launch could connect.
   *
   * @param socket the path of the socket that the user names; empty if the launch searches
   * @return those that listen and have no client, in the order in which they would be tried; if all
   *     are busy, those: a launch waits for them
   * @throws LaunchException if no plugin knows where to look
   */
  List<RunningBackend> usable(String socket) throws LaunchException;

  /**
   * A backend that listens.
   *
   * @param path the path of its socket
   * @param protocol what it speaks
   * @param exclusive whether nobody but trusted users can put another socket in the place of that
   */
  record RunningBackend(String path, Protocol protocol, boolean exclusive) {}
}
