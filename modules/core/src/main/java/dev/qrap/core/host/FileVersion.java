// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/**
 * What tells a file from another one that took its place.
 *
 * @param size in bytes
 * @param modified when its content was last changed, in nanoseconds since 1970
 */
public record FileVersion(long size, long modified) {}
