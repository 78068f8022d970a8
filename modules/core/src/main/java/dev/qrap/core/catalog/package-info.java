// SPDX-License-Identifier: Apache-2.0

/**
 * The plugins: where they come from, which of them a launch may use, and why the others are left
 * out. {@link dev.qrap.core.catalog.Catalog} is the place to begin.
 */
package dev.qrap.core.catalog;
