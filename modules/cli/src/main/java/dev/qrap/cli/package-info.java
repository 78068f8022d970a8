// SPDX-License-Identifier: Apache-2.0

/**
 * Where the JVM starts. These classes are started by name, so their names are part of the image:
 * {@link dev.qrap.cli.Main} by {@code bin/qrap}, {@link dev.qrap.cli.Installed} by an installed
 * {@code qrap}, {@link dev.qrap.cli.Training} when an image is built. All else is in the packages
 * below, which do not know this one.
 */
package dev.qrap.cli;
