// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/**
 * A file that was read.
 *
 * @param content its bytes, as a byte string
 * @param owner its owner's user id
 * @param mode its permission bits, as in chmod(2)
 */
public record HostFile(String content, long owner, int mode) {}
