// SPDX-License-Identifier: Apache-2.0

/**
 * How answers and messages leave the process: standard output and standard error as bytes, tables,
 * JSON, and words for a shell. All text is byte strings. Nothing here knows what is printed.
 */
package dev.qrap.cli.output;
