// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.ByteOrder;

/**
 * Numbers of the kernel's interface, from its headers. Some differ between the architectures on
 * which qrap runs: x86, Arm, POWER, s390x and RISC-V. jna-platform only has those of x86.
 */
final class Abi {

  /**
   * Structures are arrays of numbers here, which JNA passes as they are. A ByteBuffer would be
   * plainer, but the launch has no other use for one, and each access interprets 150 bytecodes.
   */
  private static final boolean IS_LITTLE_ENDIAN =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  /** Where a short has the byte that is all of a small number. */
  static final int LOW_BYTE_OF_SHORT = IS_LITTLE_ENDIAN ? 0 : 1;

  /** asm/fcntl.h: arm, arm64 and powerpc have values of their own. */
  static final int O_NOFOLLOW = isArm() || Platform.isPPC() ? 0x8000 : 0x20000;

  static final int AT_FDCWD = -100;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int AT_EACCESS = 0x200;
  static final int F_OK = 0;
  static final int X_OK = 1;
  static final int W_OK = 2;

  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int AF_NETLINK = 16;
  static final int NETLINK_SOCK_DIAG = 4;
  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_RAW = 3;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int MSG_PEEK = 2;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_NOSIGNAL = 0x4000;
  static final short POLLIN = 1;

  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;

  /** asm/socket.h: powerpc has values of its own. */
  static final int SO_PEERCRED = Platform.isPPC() ? 21 : 17;

  static final int SO_RCVTIMEO = Platform.isPPC() ? 18 : 20;
  static final int SO_SNDTIMEO = Platform.isPPC() ? 19 : 21;

  static final int F_DUPFD = 0;
  static final int F_GETFD = 1;
  static final int F_SETFD = 2;
  static final int F_DUPFD_CLOEXEC = 1030;
  static final int FD_CLOEXEC = 1;

  static final int MFD_CLOEXEC = 1;
  static final int MFD_ALLOW_SEALING = 2;
  static final int F_ADD_SEALS = 1033;
  static final int F_SEAL_GROW = 4;
  static final int WNOHANG = 1;
  static final int SIGKILL = 9;
  static final int SIGTERM = 15;
  static final int SIGCHLD = 17;

  /** glibc's spawn.h. */
  static final short POSIX_SPAWN_SETSIGMASK = 8;

  static final short POSIX_SPAWN_SETSID = 128;

  static final int RLIMIT_NOFILE = 7;
  static final int SIG_SETMASK = 2;

  /** The size of glibc's sigset_t. */
  static final int SIGSET_BYTES = 128;

  private Abi() {}

  private static boolean isArm() {
    return Platform.isARM();
  }

  /** The architecture of this host as QEMU names it. */
  static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64" -> "x86_64";
      case "x86" -> "i386";
      case "ppc64le" -> "ppc64";
      default -> name;
    };
  }

  /** Of eight bytes that a call has filled, the four that come first; without their sign. */
  static long firstInt(long bytes) {
    return IS_LITTLE_ENDIAN ? bytes & 0xffff_ffffL : bytes >>> Integer.SIZE;
  }

  /** Of eight bytes that a call has filled, the four that come last; without their sign. */
  static long lastInt(long bytes) {
    return IS_LITTLE_ENDIAN ? bytes >>> Integer.SIZE : bytes & 0xffff_ffffL;
  }

  /** Of four bytes that a call has filled, the two that come first; without their sign. */
  static int firstShort(long bytes) {
    return (int) (IS_LITTLE_ENDIAN ? bytes & 0xffff : bytes >>> Short.SIZE);
  }

  /** A structure of an int and two shorts, of which the last is 0: a pollfd, poll(2). */
  static int[] intAndShort(int first, short second) {
    return new int[] {first, IS_LITTLE_ENDIAN ? second : second << Short.SIZE};
  }

  /** A struct timeval. */
  static Object timeval(int millis) {
    long seconds = millis / 1000;
    long micros = millis % 1000 * 1000L;
    return Native.LONG_SIZE == Long.BYTES
        ? new long[] {seconds, micros}
        : new int[] {(int) seconds, (int) micros};
  }

  /** A size_t as an argument. */
  static Object size(int bytes) {
    return Native.SIZE_T_SIZE == Long.BYTES ? (Object) (long) bytes : (Object) bytes;
  }
}
