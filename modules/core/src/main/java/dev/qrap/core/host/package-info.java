// SPDX-License-Identifier: Apache-2.0

/**
 * The port to the host that qrap runs on: what a launch needs of the system, as interfaces and
 * values. The implementation is the module {@code dev.qrap.exec}.
 */
package dev.qrap.core.host;
