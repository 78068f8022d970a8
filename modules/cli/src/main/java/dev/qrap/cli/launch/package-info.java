// SPDX-License-Identifier: Apache-2.0

/**
 * What a launch needs of the command line: {@link dev.qrap.cli.launch.CommandName} tells a launch
 * from a command, {@link dev.qrap.cli.launch.QemuLaunch} launches, and its messages go to standard
 * error. Every launch runs through here, so picocli, reflection, regular expressions and streams
 * are not used.
 */
package dev.qrap.cli.launch;
