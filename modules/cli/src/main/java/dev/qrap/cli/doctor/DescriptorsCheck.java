// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.plan.Planner;
import java.util.List;

/** Whether the limit of descriptors (RLIMIT_NOFILE) has room for the connection and for QEMU. */
final class DescriptorsCheck implements Check {

  private static final String NAME = "descriptors";

  /** More than those inherited: what the start of qrap takes (docs/faults.md). */
  private static final int FOR_QRAP = 9;

  /** What is usual for QEMU with few disks, and then some. */
  private static final int FOR_QEMU = 64;

  private final ProcessContext process;

  DescriptorsCheck(ProcessContext process) {
    this.process = process;
  }

  @Override
  public List<Finding> findings() {
    int limit = process.descriptorLimit();
    int inherited = process.descriptors().size();
    int connection = process.freeDescriptor(Planner.PREFERRED_DESCRIPTOR, List.of());
    String text =
        ("the limit is " + limit + ", " + inherited + " are inherited")
            + (", and the connection would be number " + connection);
    String advice = "raise the limit (ulimit -n), or start qrap with fewer files open";
    if (connection >= limit || limit - inherited < FOR_QRAP) {
      return List.of(Finding.fail(NAME, text + ": qrap may not be able to start", advice));
    }
    return List.of(
        limit - inherited < FOR_QEMU
            ? Finding.warn(NAME, text + ": few are left for QEMU", advice)
            : Finding.pass(NAME, text));
  }
}
