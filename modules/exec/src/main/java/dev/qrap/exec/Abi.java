// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Numbers of the kernel's interface, from its headers. Some differ between the architectures on
 * which qrap runs: x86, Arm, POWER, s390x and RISC-V. jna-platform only has those of x86.
 */
final class Abi {

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

  /** A size_t as an argument. */
  static Object size(int bytes) {
    return Native.SIZE_T_SIZE == Long.BYTES ? (Object) (long) bytes : (Object) bytes;
  }
}
