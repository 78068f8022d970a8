// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.spi.NetworkRequest;

/**
 * Which backend a connection is to: one that runs already, or one that is started for the guest.
 *
 * @param when on what condition one is started
 * @param socket the path of the socket on which it listens; empty if the user names none
 * @param kind the name of the kind that is started; empty for the first that can be
 * @param request what a backend that is started is told to do; one that runs already cannot be told
 */
public record BackendChoice(Condition when, String socket, String kind, NetworkRequest request) {}
