// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/**
 * A file whose code could run as a part of qrap.
 *
 * @param path its path, a byte string
 * @param refusal why it must not be run, a phrase for people; empty where it may
 */
public record CodeFile(String path, String refusal) {}
