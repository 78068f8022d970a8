// SPDX-License-Identifier: Apache-2.0

/**
 * QEMU's command line: its options with their values taken apart, and the two notations in which
 * values are written. {@link dev.qrap.core.commandline.CommandLine} is the place to begin. Nothing
 * here changes a line; {@code dev.qrap.core.plan} does.
 */
package dev.qrap.core.commandline;
