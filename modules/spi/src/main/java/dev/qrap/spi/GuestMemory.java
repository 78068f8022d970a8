// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * What the line says of the guest's memory, for strategies whose backend reads and writes it.
 *
 * @param shareable whether another process can be given the memory: it is shared already, or qrap
 *     can make it so by an option that it adds
 * @param reason why not, for people: one line that can follow "not available: "; empty if it is
 * @since 0.2
 */
@ProvidedByQrap
public record GuestMemory(boolean shareable, String reason) {}
