// SPDX-License-Identifier: Apache-2.0

/**
 * The checks of {@code qrap doctor}. {@link dev.qrap.cli.doctor.Doctor} makes all of them in the
 * order in which a launch would need what they look at. A check changes nothing, connects to no
 * backend, and returns findings.
 */
package dev.qrap.cli.doctor;
