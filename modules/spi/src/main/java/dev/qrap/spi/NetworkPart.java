// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * What an {@link ArgFilter} found in an option.
 *
 * @since 0.1
 */
@ImplementedByPlugins
public sealed interface NetworkPart permits Nic, Backend, Reference, CardLink, HubPort {}
