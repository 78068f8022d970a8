// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * What else will be in the machine: the options that stay on the line.
 *
 * @param options all of them, in the order of the line
 * @since 0.1
 */
@ProvidedByQrap
public record Inventory(List<QemuOption> options) {

  /**
   * Makes the list immutable.
   *
   * @param options as in the record
   */
  public Inventory {
    options = List.copyOf(options);
  }

  /**
   * The devices that the line names, also those in the files that it names ({@code -readconfig}).
   *
   * @return the options called {@code device} that have a value
   */
  public List<QemuOption> devices() {
    List<QemuOption> devices = new ArrayList<>();
    for (QemuOption option : options) {
      if (option.name().equals("device") && option.notation() != QemuOption.Notation.NONE) {
        devices.add(option);
      }
    }
    return devices;
  }

  /**
   * Whether any of the devices is written in JSON. QEMU creates those after all the others, so that
   * a plain card could take the address of one.
   *
   * @return true if a card that is added must be JSON too
   */
  public boolean anyJson() {
    for (QemuOption device : devices()) {
      if (device.notation() == QemuOption.Notation.JSON) {
        return true;
      }
    }
    return false;
  }
}
