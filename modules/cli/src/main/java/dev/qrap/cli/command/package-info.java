// SPDX-License-Identifier: Apache-2.0

/**
 * The commands of qrap. {@link dev.qrap.cli.command.Commands} describes them to picocli and carries
 * out the one that the user called. Each command is a class that implements {@link
 * dev.qrap.cli.command.Command}; what it prints is made by a class of its own if it is more than a
 * line. A launch does not load this package.
 */
package dev.qrap.cli.command;
