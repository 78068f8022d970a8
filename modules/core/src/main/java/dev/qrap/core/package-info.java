// SPDX-License-Identifier: Apache-2.0

/** What all rooms of the core share: the exception that ends a launch. */
package dev.qrap.core;
