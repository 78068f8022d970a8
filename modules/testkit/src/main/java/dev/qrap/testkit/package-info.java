// SPDX-License-Identifier: Apache-2.0

/**
 * For authors of plugins: a contract for each kind of plugin, which a test of the plugin extends,
 * and machines, command lines and a backend to test with.
 */
package dev.qrap.testkit;
