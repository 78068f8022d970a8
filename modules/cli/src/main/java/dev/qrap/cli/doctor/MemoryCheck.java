// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import java.util.List;

/** Whether a limit of addresses (RLIMIT_AS) is in the way of the JVM or of QEMU. */
final class MemoryCheck implements Check {

  private static final String NAME = "memory";
  private static final String LABEL = "Max address space";
  private static final long MEBIBYTE = 1024 * 1024;

  /** The JVM may not start below it (docs/faults.md). */
  private static final long JVM_MEBIBYTES = 1050;

  private final Files files;

  MemoryCheck(Files files) {
    this.files = files;
  }

  @Override
  public List<Finding> findings() {
    try {
      return List.of(finding(softLimit(files.read("/proc/self/limits").content())));
    } catch (HostException e) {
      return List.of(
          Finding.warn(NAME, "cannot tell the limits: " + e.getMessage(), "mount /proc"));
    }
  }

  private static Finding finding(String limit) {
    if (limit.equals("unlimited")) {
      return Finding.pass(NAME, "no limit of addresses");
    }
    long mebibytes = Long.parseLong(limit) / MEBIBYTE;
    return Finding.warn(
        NAME,
        ("addresses are limited to " + mebibytes + " MiB")
            + (mebibytes < JVM_MEBIBYTES
                ? ": qrap itself needs " + JVM_MEBIBYTES + " MiB to start"
                : ", in which QEMU with its guest's memory must fit"),
        "raise the limit (ulimit -v)");
  }

  /** From proc(5): columns that are filled with spaces, the soft limit first. */
  static String softLimit(String limits) {
    int start = limits.indexOf(LABEL) + LABEL.length();
    String rest = limits.substring(start).stripLeading();
    return rest.substring(0, rest.indexOf(' '));
  }
}
