// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/** Whether qrap starts a passt for the guest. */
public enum StartPolicy {
  /** Never, whatever else is set. */
  NEVER,
  /** If options or ports for such a passt are set; the default. */
  IF_CONFIGURED,
  /** If no backend answers. */
  IF_NO_BACKEND
}
