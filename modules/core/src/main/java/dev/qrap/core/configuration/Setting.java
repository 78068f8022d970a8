// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/**
 * A value that somebody set.
 *
 * @param key its key: {@code socket.owners}
 * @param value the value as it was written
 * @param origin where: {@code /etc/qrap/qrap.properties:3}, {@code QRAP_SOCKET_OWNERS}, {@code
 *     --socket-owners}
 */
public record Setting(String key, String value, String origin) {}
