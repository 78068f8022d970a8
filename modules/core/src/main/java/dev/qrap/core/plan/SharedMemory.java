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

  private static final String MEMORY_BACKEND = "memory-backend";

  /** With what the types of memory objects begin. */
  private static final String OBJECT = "memory-backend-";

  /**
   * Memory objects with a file that another process can map, and whether they say so themselves.
   */
  private static final Set<String> SHARED_BY_DEFAULT =
      Set.of("memory-backend-memfd", "memory-backend-shm");

  /** QEMU's words for yes (its {@code qapi_bool_parse}). */
  private static final Set<String> YES = Set.of("on", "yes", "true", "y");

  /** What a line says. */
  static SharedMemory of(List<QemuOption> line, Machine machine) {
    boolean found = false;
    String backend = memoryBackend(machine);
    for (QemuOption option : line) {
      String reason = obstacle(option);
      if (!reason.isEmpty()) {
        return no(reason);
      }
      found |= option.name().equals("object") && option.get("id").equals(backend);
    }
    if (!backend.isEmpty()) {
      return found
          ? new SharedMemory(new GuestMemory(true, ""), "")
          : no(
              ("-machine memory-backend=" + backend + " names a memory object that is not on the")
                  + " line; add -object memory-backend-memfd,share=on with that id and a size");
    }
    long size = MemorySize.of(line, machine);
    return size == MemorySize.UNKNOWN
        ? no("the size of the memory is not known; say it with -m, such as -m 2G")
        : new SharedMemory(new GuestMemory(true, ""), MemorySize.text(size));
  }

  private static SharedMemory no(String reason) {
    return new SharedMemory(new GuestMemory(false, reason), "");
  }

  /** Why an option keeps the memory from being shared; empty if it does not. */
  private static String obstacle(QemuOption option) {
    return switch (option.name()) {
      case "mem-path", "numa" ->
          otherMemory(
              option,
              "leave it out, and give the memory as -object memory-backend-file,share=on or"
                  + " memory-backend-memfd with -machine memory-backend=ID");
      case "incoming", "loadvm" -> otherMemory(option, "start this guest with exec=descriptor");
      case "object" -> unshared(option);
      case "device" -> behindIommu(option);
      default -> "";
    };
  }

  /** Memory that is laid out in another way, or that comes from another QEMU. */
  private static String otherMemory(QemuOption option, String remedy) {
    return "the line has -"
        + option.name()
        + ", with which qrap cannot share the memory; "
        + remedy;
  }

  private static String behindIommu(QemuOption device) {
    String iommu = device.get("iommu_platform");
    return !iommu.isEmpty() && YES.contains(iommu)
        ? "a device of the line has iommu_platform=on, so the guest's memory is not its own; leave"
            + " that out"
        : "";
  }

  /**
   * Why the memory of an object cannot be shared; empty if it can, or is no memory. All the memory
   * of a guest must be shared, also that of a module that is plugged in.
   */
  private static String unshared(QemuOption object) {
    String type = object.get("qom-type");
    if (!type.startsWith(OBJECT)) {
      return "";
    }
    boolean mappable = SHARED_BY_DEFAULT.contains(type);
    String share = object.get("share");
    String id = object.get("id");
    if (!mappable && !type.equals("memory-backend-file")) {
      return "the memory object "
          + id
          + " is a "
          + type
          + ", which not every QEMU can share; make it a memory-backend-memfd with share=on";
    }
    return YES.contains(share) || (share.isEmpty() && mappable)
        ? ""
        : "the memory object " + id + " is not shared; add share=on to it";
  }

  private static String memoryBackend(Machine machine) {
    String id = "";
    for (Property option : machine.options()) {
      id = option.key().equals(MEMORY_BACKEND) ? option.value() : id;
    }
    return id;
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
    return size.isEmpty() ? List.of() : List.of(Property.text(MEMORY_BACKEND, id(name)));
  }

  private static String id(String name) {
    return name + "-memory";
  }
}
