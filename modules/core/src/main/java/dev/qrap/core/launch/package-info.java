// SPDX-License-Identifier: Apache-2.0

/**
 * A launch from the arguments to exec. {@link dev.qrap.core.launch.Launch} reads top to bottom: it
 * makes the plan, and {@code PlanExecutor} carries it out: it finds or starts a backend, proves
 * that it is alive, and becomes QEMU.
 */
package dev.qrap.core.launch;
