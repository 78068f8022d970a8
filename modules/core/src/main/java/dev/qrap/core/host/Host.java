// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/**
 * The host that qrap runs on: all that a launch needs of it and nothing else. Implemented by {@code
 * dev.qrap.exec} with native calls, and by tests. A class that needs a part of it takes that part.
 *
 * <p>All paths and arguments are byte strings. One thread calls all methods.
 */
public interface Host extends CurrentProcess, Files, Sockets, Programs, Clock {}
