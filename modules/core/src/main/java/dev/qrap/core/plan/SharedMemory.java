// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.AddedOption;
import dev.qrap.spi.GuestMemory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import java.util.List;
import java.util.Set;

/**
 * How the guest's memory can be shared with a backend (QEMU documentation, "Invocation", {@code
 * -object memory-backend-memfd} and the machine's property {@code memory-backend}).
 *
 * @param memory what the line says of it
 * @param size the size of the memory that must be added; empty if the line has shared memory, or
 *     none can be added
 */
record SharedMemory(GuestMemory memory, String size) {

  /** Options of memory that is laid out in another way, or that comes from another QEMU. */
  private static final Set<String> OTHER_MEMORY = Set.of("mem-path", "numa", "incoming", "loadvm");

  /**
   * Machines whose memory has QEMU's general default size, 128 MiB (seen with QEMU 7.2 to 11.1).
   */
  private static final List<String> DEFAULT_SIZE = List.of("pc", "q35", "virt", "microvm");

  /** What a line says. */
  static SharedMemory of(List<QemuOption> line, Machine machine) {
    String size = "";
    for (QemuOption option : line) {
      if (OTHER_MEMORY.contains(option.name())) {
        return no("the line has -" + option.name() + ", with which qrap cannot share the memory");
      }
      if (option.name().equals("m") && !size(option).isEmpty()) {
        size = size(option);
      }
    }
    String backend = memoryBackend(machine);
    if (!backend.isEmpty()) {
      return ofBackend(line, backend);
    }
    if (size.isEmpty() && hasDefaultSize(machine)) {
      size = "128M";
    }
    return size.isEmpty()
        ? no("the size of the memory is not known; add -m")
        : new SharedMemory(new GuestMemory(true, ""), size);
  }

  private static SharedMemory no(String reason) {
    return new SharedMemory(new GuestMemory(false, reason), "");
  }

  private static boolean hasDefaultSize(Machine machine) {
    for (String family : DEFAULT_SIZE) {
      if (machine.isOf(family)) {
        return true;
      }
    }
    return false;
  }

  /** A number alone is in MiB for {@code -m}, and in bytes for an object. */
  private static String size(QemuOption option) {
    // -m 512 is -m size=512
    String size = option.get("size").isEmpty() ? option.get("") : option.get("size");
    if (size.isEmpty()) {
      return "";
    }
    char last = size.charAt(size.length() - 1);
    return last >= '0' && last <= '9' ? size + "M" : size;
  }

  private static String memoryBackend(Machine machine) {
    String id = "";
    for (Property option : machine.options()) {
      id = option.key().equals("memory-backend") ? option.value() : id;
    }
    return id;
  }

  private static SharedMemory ofBackend(List<QemuOption> line, String id) {
    for (QemuOption option : line) {
      if (option.name().equals("object") && option.get("id").equals(id)) {
        String share = option.get("share");
        boolean memfd = option.get("qom-type").equals("memory-backend-memfd");
        boolean shared = share.equals("on") || share.equals("true") || (share.isEmpty() && memfd);
        return shared
            ? new SharedMemory(new GuestMemory(true, ""), "")
            : no("the memory object " + id + " is not shared; add share=on to it");
      }
    }
    return no("the memory object " + id + " is not on the line");
  }

  /** The object that must be added. */
  List<AddedOption> options(String name) {
    return size.isEmpty()
        ? List.of()
        : List.of(
            new AddedOption(
                "object",
                "memory-backend-memfd",
                "",
                List.of(
                    Property.text("id", id(name)),
                    Property.text("size", size),
                    Property.truth("share", true))));
  }

  /** What must be said of the machine so that it uses the object. */
  List<Property> machineProperties(String name) {
    return size.isEmpty() ? List.of() : List.of(Property.text("memory-backend", id(name)));
  }

  private static String id(String name) {
    return name + "-memory";
  }
}
