// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.qrap.core.host.HostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A directory as it is read. */
final class Directory implements AutoCloseable {

  /** Where the name stands in glibc's struct dirent64. */
  private static final int DIRENT_NAME_OFFSET = 19;

  private final Pointer stream;

  private Directory(Pointer stream) {
    this.stream = stream;
  }

  /**
   * Begins to read.
   *
   * @throws HostException if it is not there, no directory, or may not be read
   */
  static Directory open(String path) throws HostException {
    Pointer stream = Libc.callPointer("opendir", (Object) Libc.cString(path));
    if (stream == null) {
      throw Libc.failure("opendir", path, Native.getLastError());
    }
    return new Directory(stream);
  }

  /**
   * The name of the next entry, in no order, without {@code .} and {@code ..}; empty at the end.
   */
  String next() {
    String name = ".";
    while (name.equals(".") || name.equals("..")) {
      Pointer entry = Libc.callPointer("readdir64", stream);
      name = entry == null ? "" : entry.getString(DIRENT_NAME_OFFSET, "ISO-8859-1");
    }
    return name;
  }

  /** All names in a directory, in the order of their bytes; empty if it cannot be read. */
  static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    try (Directory directory = open(path)) {
      for (String name = directory.next(); !name.isEmpty(); name = directory.next()) {
        names.add(name);
      }
    } catch (HostException e) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }

  /** The descriptor that it is read by. */
  int descriptor() {
    return Libc.call("dirfd", stream);
  }

  @Override
  public void close() {
    Libc.call("closedir", stream);
  }
}
