// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;
import java.util.Objects;

/**
 * The machine that a command line describes. Made from all {@code -machine} options, merged as QEMU
 * merges them.
 *
 * @param architecture the guest's architecture as QEMU names it: {@code x86_64}, {@code s390x}, ...
 * @param type the machine type, {@code pc-q35-7.2}; if the line names none, the default of that
 *     QEMU, {@code none} if it has none; empty if the default is not known
 * @param options the machine's other options ({@code pcie=on}), later ones after earlier ones
 * @param defaultDevices whether QEMU adds its default devices: false with {@code -nodefaults}
 * @since 0.1
 */
@ProvidedByQrap
public record Machine(
    String architecture, String type, List<Property> options, boolean defaultDevices) {

  /**
   * Makes the list immutable.
   *
   * @param architecture as in the record
   * @param type as in the record
   * @param options as in the record
   * @param defaultDevices as in the record
   */
  public Machine {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(type, "type");
    options = List.copyOf(options);
  }

  /**
   * Whether the type is a family of machines or belongs to one. A version and a vendor's name come
   * after a hyphen or a plus sign: {@code q35+pve0}, {@code virt-9.2} and {@code virt-rhel9.6.0}
   * are a {@code q35} and two of {@code virt}.
   *
   * @param family the name of the family: {@code q35}; never empty
   * @return true for that name alone, and for one that goes on with {@code -} or {@code +}
   */
  public boolean isOf(String family) {
    int end = family.length();
    return type.startsWith(family)
        && (type.length() == end || type.charAt(end) == '-' || type.charAt(end) == '+');
  }
}
