// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Map;
import java.util.Objects;

/**
 * What a {@link SocketLocator} may go by.
 *
 * @param configuredSocket the path that the user configured ({@code socket=}); empty if none
 * @param environment the environment that qrap was started with, byte strings
 * @since 0.1
 */
@ProvidedByQrap
public record LocatorContext(String configuredSocket, Map<String, String> environment) {

  /**
   * Makes the map immutable.
   *
   * @param configuredSocket as in the record
   * @param environment as in the record
   */
  public LocatorContext {
    Objects.requireNonNull(configuredSocket, "configuredSocket");
    environment = Map.copyOf(environment);
  }
}
