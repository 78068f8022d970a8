// SPDX-License-Identifier: Apache-2.0

/**
 * What qrap's core knows about QEMU itself: which options take a value ({@link
 * dev.qrap.core.qemu.OptionTable}), which calls print something and end ({@link
 * dev.qrap.core.qemu.PassThroughCall}), which machine a QEMU has without {@code -machine} ({@link
 * dev.qrap.core.qemu.DefaultMachine}), and what the names of its programs mean ({@link
 * dev.qrap.core.qemu.EmulatorName}).
 *
 * <p>Each table says which versions of QEMU it was read from. An integration test in {@code
 * distribution} compares each with every QEMU that is installed, and prints what must change if
 * they differ. What a table cannot hold, because it depends on the version, is asked of the QEMU
 * that will run.
 *
 * <p>The code in here is pure: it neither runs QEMU nor reads a file. Facts that only one machine
 * profile needs are in that plugin, because plugins cannot see this package.
 */
package dev.qrap.core.qemu;
