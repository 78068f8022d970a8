// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.linux.Fcntl;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A descriptor of our own, closed on exec. */
final class OpenFile implements AutoCloseable {

  /** JNA copies a buffer into the call and out of it, and most files that are read are small. */
  private static final int FIRST_BUFFER_BYTES = 4096;

  private static final int BUFFER_BYTES = 64 * 1024;

  /** The rights of a file that is made. */
  private static final int OWNER_ALONE = 0600;

  private final int descriptor;
  private final String path;

  private OpenFile(int descriptor, String path) {
    this.descriptor = descriptor;
    this.path = path;
  }

  /** Opens a file to read it. A FIFO or a device does not make us wait. */
  static OpenFile forReading(String path) throws HostException {
    return at(Abi.AT_FDCWD, path, Fcntl.O_RDONLY | Fcntl.O_NONBLOCK, path);
  }

  /** Opens this place to read it. A FIFO or a device does not make us wait. */
  OpenFile reopened() throws HostException {
    String itself = "/proc/self/fd/" + descriptor;
    return at(Abi.AT_FDCWD, itself, Fcntl.O_RDONLY | Fcntl.O_NONBLOCK, path);
  }

  /** Opens a device to read and write it. One that is not ready does not make us wait. */
  static OpenFile device(String path) throws HostException {
    return at(Abi.AT_FDCWD, path, Fcntl.O_RDWR | Fcntl.O_NONBLOCK, path);
  }

  /** Opens a place in the file system without touching what is there. */
  static OpenFile place(String path) throws HostException {
    return at(Abi.AT_FDCWD, path, Fcntl.O_PATH, path);
  }

  /** Opens a place in the file system; a link is the place itself. */
  static OpenFile placeItself(String path) throws HostException {
    return at(Abi.AT_FDCWD, path, Fcntl.O_PATH | Abi.O_NOFOLLOW, path);
  }

  /** Opens an entry of this directory as a place; a link is the place itself. */
  OpenFile entry(String name, String subject) throws HostException {
    return at(descriptor, name, Fcntl.O_PATH | Abi.O_NOFOLLOW, subject);
  }

  /** Opens an entry of this directory to read it, unless it is a link. */
  OpenFile entryForReading(String name, String subject) throws HostException {
    int flags = Fcntl.O_RDONLY | Fcntl.O_NONBLOCK | Abi.O_NOFOLLOW;
    return at(descriptor, name, flags, subject);
  }

  /** Makes a file in this directory that is not there, for its owner alone, to write it. */
  OpenFile newEntry(String name, String subject) throws HostException {
    int flags = Fcntl.O_WRONLY | Fcntl.O_CREAT | Fcntl.O_EXCL | Fcntl.O_CLOEXEC;
    byte[] file = Libc.cString(name);
    return new OpenFile(
        Libc.check(subject, "openat", descriptor, file, flags, OWNER_ALONE), subject);
  }

  private static OpenFile at(int directory, String path, int flags, String subject)
      throws HostException {
    byte[] file = Libc.cString(path);
    return new OpenFile(
        Libc.check(subject, "openat", directory, file, flags | Fcntl.O_CLOEXEC), subject);
  }

  int descriptor() {
    return descriptor;
  }

  /** The path without links by which it was found. */
  String realPath() throws HostException {
    return Libc.linkTarget("/proc/self/fd/" + descriptor);
  }

  /** Where this symbolic link leads to, as it says. */
  String target() throws HostException {
    byte[] buffer = new byte[Libc.PATH_BYTES];
    int length =
        Libc.check(
            path, "readlinkat", descriptor, Libc.cString(""), buffer, Abi.size(buffer.length));
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  FileStatus status() throws HostException {
    return FileStatus.of(descriptor, path);
  }

  /**
   * What this directory and those above it are, the nearest first. Without the root directory:
   * whoever owns that owns qrap too, and in a user namespace of an ordinary user it belongs to
   * nobody that is mapped.
   */
  List<FileStatus> upToRoot() throws HostException {
    List<FileStatus> folders = new ArrayList<>();
    FileStatus status = status();
    OpenFile next = entry("..", path);
    while (true) {
      try (OpenFile parent = next) {
        FileStatus above = parent.status();
        if (status.isSameFile(above)) {
          return folders;
        }
        folders.add(status);
        status = above;
        next = parent.entry("..", path);
      }
    }
  }

  /** Reads up to the end; a byte string. */
  String readAll() throws HostException {
    return readAll(Integer.MAX_VALUE);
  }

  /**
   * Reads up to the end; a byte string.
   *
   * @param limit how many bytes there may be
   * @throws HostException if reading fails, or there are more
   */
  String readAll(int limit) throws HostException {
    StringBuilder content = new StringBuilder();
    byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    int count;
    do {
      if (content.length() >= BUFFER_BYTES && buffer.length < BUFFER_BYTES) {
        buffer = new byte[BUFFER_BYTES];
      }
      count = read(buffer);
      if (count > limit - content.length()) {
        throw new HostException("read", path, Errno.NONE, "it has more than " + limit + " bytes");
      }
      content.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    } while (count > 0);
    return content.toString();
  }

  /**
   * The byte strings of a file in which each ends with a NUL, as in /proc/PID/cmdline.
   *
   * @throws HostException if it cannot be read
   */
  static List<String> strings(String path) throws HostException {
    String content;
    try (OpenFile file = forReading(path)) {
      content = file.readAll();
    }
    List<String> strings = new ArrayList<>();
    // The C library finds the ends; a loop here would be a tenth of what a launch interprets.
    Pointer copy = Libc.copy(content);
    int start = 0;
    int end = (int) copy.indexOf(start, (byte) 0);
    while (end < content.length()) {
      strings.add(content.substring(start, end));
      start = end + 1;
      end = (int) copy.indexOf(start, (byte) 0) + start;
    }
    Native.free(Pointer.nativeValue(copy));
    return strings;
  }

  /** Reads as much as is there and fits; returns how many bytes, 0 at the end. */
  int read(byte[] buffer) throws HostException {
    return Libc.check(path, "read", descriptor, buffer, Abi.size(buffer.length));
  }

  @Override
  public void close() {
    Libc.call("close", descriptor);
  }
}
