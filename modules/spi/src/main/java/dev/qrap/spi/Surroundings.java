// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Map;
import java.util.Objects;

/**
 * What a {@link SocketLocator} may go by. Made by {@code dev.qrap.core}.
 *
 * @param configuredSocket the path that the user configured ({@code socket=}); empty where none
 * @param environment the environment that qrap was started with, byte strings
 */
public record Surroundings(String configuredSocket, Map<String, String> environment) {

  /** Makes the map immutable. */
  public Surroundings {
    Objects.requireNonNull(configuredSocket, "configuredSocket");
    environment = Map.copyOf(environment);
  }
}
