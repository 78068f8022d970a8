// SPDX-License-Identifier: Apache-2.0

/**
 * What plugins implement and what they are asked with: the five kinds of plugin ({@link
 * dev.qrap.spi.ArgFilter}, {@link dev.qrap.spi.MachineProfile}, {@link dev.qrap.spi.ExecStrategy},
 * {@link dev.qrap.spi.SocketLocator}) and the values that their methods take and return. The
 * description of the module has the rules that hold for all of them.
 */
package dev.qrap.spi;
