// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;

/**
 * What the kernel says of a file: statx(2), whose layout is the same everywhere.
 *
 * @param owner the owner's user id
 * @param mode type and permissions
 * @param inode the file's number on its device
 * @param device the device: its major number in the upper half, its minor number in the lower
 * @param size in bytes
 * @param modified when its content was last changed, in nanoseconds since 1970
 */
record FileStatus(long owner, int mode, long inode, long device, long size, long modified) {

  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_BYTES = 256;

  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int REGULAR = 0100000;
  private static final int STICKY = 01000;
  private static final int PERMISSIONS = 07777;

  /** Write permission for group and others, as in chmod(2). */
  private static final int WRITABLE_BY_OTHERS = 0022;

  private static final long NANOS = 1_000_000_000;

  /** The status of an open file. */
  static FileStatus of(int descriptor, String subject) throws HostException {
    return read(descriptor, "", Abi.AT_EMPTY_PATH, subject);
  }

  /** The status of what a path leads to, links followed. */
  static FileStatus of(String path) throws HostException {
    return read(Abi.AT_FDCWD, path, 0, path);
  }

  private static FileStatus read(int directory, String path, int flags, String subject)
      throws HostException {
    long[] statx = new long[STATX_BYTES / Long.BYTES];
    Libc.check(subject, "statx", directory, Libc.cString(path), flags, STATX_BASIC_STATS, statx);
    return new FileStatus(
        Abi.lastInt(statx[2]), // stx_uid at byte 20
        Abi.firstShort(Abi.lastInt(statx[3])), // stx_mode at byte 28
        statx[4], // stx_ino at byte 32
        (Abi.firstInt(statx[17]) << Integer.SIZE) | Abi.lastInt(statx[17]), // at byte 136
        statx[5], // stx_size at byte 40
        statx[14] * NANOS + Abi.firstInt(statx[15])); // stx_mtime at byte 112
  }

  boolean isSocket() {
    return (mode & TYPE) == SOCKET;
  }

  boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  /** Whether group or others may write to it. */
  boolean isWritableByOthers() {
    return (mode & WRITABLE_BY_OTHERS) != 0;
  }

  boolean isSticky() {
    return (mode & STICKY) != 0;
  }

  int permissions() {
    return mode & PERMISSIONS;
  }

  boolean isSameFile(FileStatus other) {
    return inode == other.inode && device == other.device;
  }
}
