// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import dev.qrap.spi.QemuInfo;

/** The QEMU that will run, with what qrap's core asks of it and plugins do not need. */
public interface Emulator extends QemuInfo {

  /**
   * Which machines it has, in its own words: what {@code -machine help} prints.
   *
   * <p>QEMU is run for it unless the answer is known from before, so only ask if the answer
   * matters.
   *
   * @return lines, a byte string; empty if QEMU did not answer
   */
  String machineHelp();
}
