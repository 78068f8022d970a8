// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

/**
 * The machine that a QEMU has if its command line names none. Most architectures have the same one
 * in all versions, and {@link #of} has it in a table, read from the {@code -machine help} of QEMU
 * 7.2, 10.0 and 11.1. {@link #in} reads the answer of the QEMU that will run, for all others:
 *
 * <ul>
 *   <li>riscv32 and riscv64: {@code spike} up to 10.0, none in 11.1;
 *   <li>sh4 and sh4eb: {@code shix} in 7.2, none in 10.0;
 *   <li>hppa: {@code hppa} in 7.2, {@code B160L} in 10.0;
 *   <li>those that the table does not know.
 * </ul>
 *
 * <p>{@code DefaultMachineIT} compares both with every QEMU that is installed.
 */
public final class DefaultMachine {

  /** QEMU's name for no machine at all. */
  private static final String NONE = "none";

  /** How {@code -machine help} begins. */
  private static final String HEADING = "Supported machines are:";

  /** How it marks the default. */
  private static final String MARK = " (default)\n";

  private DefaultMachine() {}

  /**
   * The default of {@code qemu-system-ARCHITECTURE} if it is the same in all versions.
   *
   * @param architecture the guest's architecture; with a suffix if that QEMU's name has one ({@code
   *     x86_64-microvm})
   * @return a machine type, without its version; {@code none} if that QEMU has no default and ends;
   *     empty if it is not known, or depends on the version
   */
  public static String of(String architecture) {
    String machine = exactly(architecture);
    int suffix = architecture.indexOf('-');
    return machine.isEmpty() && suffix > 0 ? exactly(architecture.substring(0, suffix)) : machine;
  }

  /**
   * The default of the QEMU that gave this answer.
   *
   * @param machineHelp what {@code -machine help} printed
   * @return a machine type; {@code none} if that QEMU has no default and ends; empty if the text is
   *     no such answer
   */
  public static String in(String machineHelp) {
    int start = machineHelp.indexOf(HEADING);
    if (start < 0) {
      return "";
    }
    int mark = machineHelp.indexOf(MARK, start);
    if (mark < 0) {
      return NONE;
    }
    int line = machineHelp.lastIndexOf('\n', mark) + 1;
    return machineHelp.substring(line, machineHelp.indexOf(' ', line));
  }

  private static String exactly(String architecture) {
    return switch (architecture) {
      case "x86_64", "i386" -> "pc";
      case "s390x" -> "s390-ccw-virtio";
      case "ppc64" -> "pseries";
      case "aarch64", "arm", "avr", "rx", "tricore" -> NONE;
      case "alpha" -> "clipper";
      case "cris" -> "axis-dev88";
      case "hexagon" -> "V66G_1024";
      case "loongarch64" -> "virt";
      case "m68k" -> "mcf5208evb";
      case "microblaze", "microblazeel" -> "petalogix-s3adsp1800";
      case "mips", "mipsel", "mips64", "mips64el" -> "malta";
      case "nios2" -> "10m50-ghrd";
      case "or1k" -> "or1k-sim";
      case "ppc" -> "g3beige";
      case "sparc" -> "SS-5";
      case "sparc64" -> "sun4u";
      case "x86_64-microvm" -> "microvm";
      case "xtensa", "xtensaeb" -> "sim";
      default -> "";
    };
  }
}
