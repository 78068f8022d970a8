// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

/** The machine that a QEMU has where its command line names none. */
public final class DefaultMachine {

  /** QEMU's name for no machine at all. */
  private static final String NONE = "none";

  private DefaultMachine() {}

  /**
   * The default of {@code qemu-system-ARCHITECTURE}, as its {@code -machine help} of QEMU 7.2 marks
   * it; where that is a version of a machine, its name without the version.
   *
   * @param architecture the guest's architecture; with a suffix where that QEMU's name has one
   *     ({@code x86_64-microvm})
   * @return a machine type; {@code none} where that QEMU has no default and ends; empty where it is
   *     not known
   */
  public static String of(String architecture) {
    String machine = exactly(architecture);
    int suffix = architecture.indexOf('-');
    return machine.isEmpty() && suffix > 0 ? exactly(architecture.substring(0, suffix)) : machine;
  }

  private static String exactly(String architecture) {
    return switch (architecture) {
      case "x86_64", "i386" -> "pc";
      case "s390x" -> "s390-ccw-virtio";
      case "ppc64", "ppc64le" -> "pseries";
      case "riscv64", "riscv32" -> "spike";
      case "aarch64", "arm", "avr", "rx", "tricore" -> NONE;
      case "alpha" -> "clipper";
      case "cris" -> "axis-dev88";
      case "hppa" -> "hppa";
      case "loongarch64" -> "virt";
      case "m68k" -> "mcf5208evb";
      case "microblaze", "microblazeel" -> "petalogix-s3adsp1800";
      case "mips", "mipsel", "mips64", "mips64el" -> "malta";
      case "nios2" -> "10m50-ghrd";
      case "or1k" -> "or1k-sim";
      case "ppc" -> "g3beige";
      case "sh4", "sh4eb" -> "shix";
      case "sparc" -> "SS-5";
      case "sparc64" -> "sun4u";
      case "x86_64-microvm" -> "microvm";
      case "xtensa", "xtensaeb" -> "sim";
      default -> "";
    };
  }
}
