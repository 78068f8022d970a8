// SPDX-License-Identifier: Apache-2.0

/**
 * What a launch will do, decided without doing anything: {@link dev.qrap.core.plan.Planner} asks
 * the plugins and lets a policy edit the command line; the result is a {@link
 * dev.qrap.core.plan.LaunchPlan}, which {@code qrap plan} prints and a launch carries out.
 */
package dev.qrap.core.plan;
