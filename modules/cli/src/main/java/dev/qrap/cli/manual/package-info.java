// SPDX-License-Identifier: Apache-2.0

/**
 * What a package installs beside the program: man pages, completion for shells, and a configuration
 * file with all settings as comments. {@link dev.qrap.cli.manual.Manual} makes them from the
 * commands and settings when a package is built; nothing here runs on the user's machine.
 */
package dev.qrap.cli.manual;
