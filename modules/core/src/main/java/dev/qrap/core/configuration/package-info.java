// SPDX-License-Identifier: Apache-2.0

/**
 * What the user can set. {@link dev.qrap.core.configuration.Keys} declares every setting once;
 * {@link dev.qrap.core.configuration.ConfigurationReader} reads what was set from files, variables
 * and options; {@link dev.qrap.core.configuration.Settings} answers with typed values.
 */
package dev.qrap.core.configuration;
