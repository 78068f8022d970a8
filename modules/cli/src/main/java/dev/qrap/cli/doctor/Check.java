// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import java.util.List;

/** Looks at one thing that a launch needs, and changes nothing. */
interface Check {

  /** What it found, at least one finding unless another check's failure makes it pointless. */
  List<Finding> findings();
}
