// SPDX-License-Identifier: Apache-2.0

/**
 * What the plugins know of network backends: {@link dev.qrap.core.backend.Backends} asks them which
 * kind listens on a socket, what it can do and which one is started.
 */
package dev.qrap.core.backend;
