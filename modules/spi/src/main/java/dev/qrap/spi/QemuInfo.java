// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * The QEMU that will run.
 *
 * @param path the file that will be executed, a byte string
 * @param architecture the guest's architecture as QEMU names it: {@code x86_64}, {@code s390x}
 * @since 0.1
 */
@FromQrap
public record QemuInfo(String path, String architecture) {

  /**
   * Checks that nothing is null.
   *
   * @param path as in the record
   * @param architecture as in the record
   */
  public QemuInfo {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(architecture, "architecture");
  }
}
