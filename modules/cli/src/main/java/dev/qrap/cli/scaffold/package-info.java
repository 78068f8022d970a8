// SPDX-License-Identifier: Apache-2.0

/**
 * The Maven project that {@code qrap plugins new} writes for the author of a plugin: its files are
 * the texts in the resource directory {@code templates}, filled in with the name of the plugin.
 */
package dev.qrap.cli.scaffold;
