// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import java.nio.charset.StandardCharsets;

/**
 * qrap's own directory in the user's cache directory. It is used as long as it is this user's and
 * nobody else can write to it, and no link leads to it: root may have been given somebody else's
 * home. Whatever is wrong, qrap works without.
 */
final class UserCache {

  private static final String OWN_FOLDER = "qrap";
  private static final int OWNER_ALONE = 0700;
  private static final int MAX_BYTES = 64 * 1024;

  private final String folder;
  private final long user = OwnProcess.user();

  /**
   * A cache.
   *
   * @param folder the user's cache directory, an absolute path
   */
  UserCache(String folder) {
    this.folder = folder;
  }

  /** The content of a file; empty where there is none that is ours alone. */
  String read(String name) {
    try (OpenFile own = own(false);
        OpenFile file = own.entryForReading(name, name)) {
      FileStatus status = file.status();
      if (!status.isRegular() || !isOurs(status) || status.size() > MAX_BYTES) {
        return "";
      }
      return file.readAll();
    } catch (HostException e) {
      return "";
    }
  }

  /** Writes a file, whole or not at all. */
  void write(String name, String content) {
    String temporary = name + ".new"; // always the same: a launch that is killed leaves but one
    try (OpenFile own = own(true)) {
      byte[] unfinished = Libc.cString(temporary);
      Libc.call("unlinkat", own.descriptor(), unfinished, 0);
      boolean written = false;
      try (OpenFile file = own.newEntry(temporary, name)) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        int count = Libc.call("write", file.descriptor(), bytes, Abi.size(bytes.length));
        written = count == bytes.length;
      }
      int directory = own.descriptor();
      if (!written
          || Libc.call("renameat", directory, unfinished, directory, Libc.cString(name)) != 0) {
        Libc.call("unlinkat", directory, unfinished, 0);
      }
    } catch (HostException e) {
      // The next launch asks again.
    }
  }

  /**
   * Opens our directory.
   *
   * @param make whether to make it, and the cache directory, in a directory of this user's
   */
  private OpenFile own(boolean make) throws HostException {
    int slash = folder.lastIndexOf('/');
    try (OpenFile home = OpenFile.place(folder.substring(0, slash + 1));
        OpenFile cache = folder(home, folder.substring(slash + 1), make)) {
      OpenFile own = folder(cache, OWN_FOLDER, make);
      if (own.status().isWritableByOthers()) {
        own.close();
        throw new HostException("open", OWN_FOLDER, Errno.NONE, "others can write to it");
      }
      return own;
    }
  }

  private OpenFile folder(OpenFile parent, String name, boolean make) throws HostException {
    if (make && parent.status().owner() == user) {
      Libc.call("mkdirat", parent.descriptor(), Libc.cString(name), OWNER_ALONE); // or it is there
    }
    OpenFile entry = parent.entry(name, name);
    FileStatus status = entry.status();
    if (!status.isDirectory() || status.owner() != user) {
      entry.close();
      throw new HostException("open", name, Errno.NONE, "not a directory of this user's");
    }
    return entry;
  }

  private boolean isOurs(FileStatus status) {
    return status.owner() == user && !status.isWritableByOthers();
  }
}
