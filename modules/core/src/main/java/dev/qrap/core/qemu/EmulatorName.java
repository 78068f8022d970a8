// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import java.util.Set;

/**
 * What the name of a QEMU program says about its guests. QEMU's own names are {@code
 * qemu-system-ARCHITECTURE}, read from QEMU 7.2, 10.0 and 11.1; Debian adds links with its own
 * names of the architectures since release 13. {@code DefaultMachineIT} asks every QEMU that is
 * installed what it emulates.
 */
public final class EmulatorName {

  private static final String PREFIX = "qemu-system-";

  private static final Set<String> ARCHITECTURES =
      Set.of(
          "aarch64",
          "alpha",
          "arm",
          "avr",
          "cris",
          "hexagon",
          "hppa",
          "i386",
          "loongarch64",
          "m68k",
          "microblaze",
          "microblazeel",
          "mips",
          "mips64",
          "mips64el",
          "mipsel",
          "nios2",
          "or1k",
          "ppc",
          "ppc64",
          "riscv32",
          "riscv64",
          "rx",
          "s390x",
          "sh4",
          "sh4eb",
          "sparc",
          "sparc64",
          "tricore",
          "x86_64",
          "xtensa",
          "xtensaeb");

  private EmulatorName() {}

  /**
   * Whether a word names a QEMU as people type it. Only the word decides, whatever files exist.
   *
   * @param word a name or a path, a byte string
   * @return true if its last component is {@code kvm}, {@code qemu-kvm} or {@code qemu}, or begins
   *     with {@code qemu-system-}
   */
  public static boolean isQemu(String word) {
    if (word.startsWith("-")) {
      return false;
    }
    String base = word.substring(word.lastIndexOf('/') + 1);
    return base.startsWith(PREFIX)
        || base.equals("kvm")
        || base.equals("qemu-kvm")
        || base.equals("qemu");
  }

  /**
   * The architecture that a name is known to stand for.
   *
   * @param program a program's name or path, a byte string
   * @param hostArchitecture the architecture of the host, which {@code kvm} and {@code qemu-kvm}
   *     have by convention
   * @return as QEMU names it, with a suffix if the name has one ({@code x86_64-microvm}); empty if
   *     the name says nothing
   */
  public static String architecture(String program, String hostArchitecture) {
    String base = program.substring(program.lastIndexOf('/') + 1);
    if (base.equals("kvm") || base.equals("qemu-kvm")) {
      return hostArchitecture;
    }
    String named = afterPrefix(program);
    int hyphen = named.indexOf('-');
    if (ARCHITECTURES.contains(hyphen < 0 ? named : named.substring(0, hyphen))) {
      return named;
    }
    return switch (named) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      case "armel", "armhf" -> "arm";
      case "loong64" -> "loongarch64";
      case "powerpc" -> "ppc";
      case "ppc64el", "ppc64le" -> "ppc64";
      default -> "";
    };
  }

  /**
   * What stands where QEMU's names have the architecture, known or not.
   *
   * @param program a program's name or path, a byte string
   * @return what follows {@code qemu-system-}; empty if the name is not of that form
   */
  public static String afterPrefix(String program) {
    String base = program.substring(program.lastIndexOf('/') + 1);
    return base.startsWith(PREFIX) ? base.substring(PREFIX.length()) : "";
  }
}
