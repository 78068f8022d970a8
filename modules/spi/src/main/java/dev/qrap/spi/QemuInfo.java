// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * The QEMU that will run. Made by {@code dev.qrap.core}.
 *
 * @param path the file that will be executed, a byte string
 * @param architecture the guest's architecture as QEMU names it: {@code x86_64}, {@code s390x}
 */
public record QemuInfo(String path, String architecture) {

  /** Checks that nothing is null. */
  public QemuInfo {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(architecture, "architecture");
  }
}
