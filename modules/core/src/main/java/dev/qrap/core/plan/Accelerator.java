// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.Machine;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.List;

/** Which accelerator a line allows (QEMU documentation, "Invocation", {@code -accel}). */
final class Accelerator {

  private Accelerator() {}

  /** The only one that the line names, by any of its ways to name one; empty otherwise. */
  static String of(List<QemuOption> line, Machine machine) {
    String only = "";
    for (QemuOption option : line) {
      String named =
          switch (option.name()) {
            case "accel" -> option.get(option.get("accel").isEmpty() ? "" : "accel");
            case "enable-kvm" -> "kvm";
            default -> "";
          };
      if (!named.isEmpty() && !only.isEmpty() && !named.equals(only)) {
        return ""; // QEMU tries them in turn
      }
      only = named.isEmpty() ? only : named;
    }
    for (Property option : machine.options()) {
      if (option.key().equals("accel")) {
        only = option.value(); // QEMU refuses both; several of them are kvm:tcg, which is no name
      }
    }
    return only;
  }
}
