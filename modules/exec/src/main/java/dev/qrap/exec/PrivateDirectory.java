// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.platform.linux.ErrNo;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import java.nio.charset.StandardCharsets;

/** A directory of mode 0700 that is made for one launch: mkdtemp(3). */
final class PrivateDirectory {

  private static final String PREFIX = "qrap-";

  /** What mkdtemp(3) exchanges for what makes the name unique. */
  private static final String TEMPLATE = "XXXXXX";

  private static final int OWNER_ALONE = 0700;

  private PrivateDirectory() {}

  /** Makes one in the directory of the user's session, or, if there is none, in /tmp. */
  static String make(String session) throws HostException {
    if (!session.isEmpty()) {
      try {
        return make(session, PREFIX);
      } catch (HostException e) {
        return make("/tmp", PREFIX); // the session may have ended, or be another user's
      }
    }
    return make("/tmp", PREFIX);
  }

  /** Makes one in a directory that is, or becomes, this user's alone. */
  static String makeIn(String place, String prefix) throws HostException {
    if (Libc.call("mkdir", Libc.cString(place), OWNER_ALONE) != 0
        && Native.getLastError() != ErrNo.EEXIST) {
      throw Libc.failure("mkdir", place, Native.getLastError());
    }
    try (OpenFile directory = OpenFile.placeItself(place)) {
      FileStatus status = directory.status();
      boolean isOurs = status.isDirectory() && status.owner() == OwnProcess.user();
      if (!isOurs || status.permissions() != OWNER_ALONE) {
        throw new HostException(
            "use",
            place,
            Errno.NONE,
            "it is not a directory that only this user can use (mode 0700); remove it");
      }
      return make(place, prefix);
    }
  }

  private static String make(String parent, String prefix) throws HostException {
    String template = parent + "/" + prefix + TEMPLATE;
    byte[] path = Libc.cString(template);
    if (Libc.callPointer("mkdtemp", (Object) path) == null) {
      throw Libc.failure("mkdtemp", template, Native.getLastError());
    }
    return new String(path, 0, path.length - 1, StandardCharsets.ISO_8859_1);
  }

  /** Removes one with the files in it, as far as that works. */
  static void remove(String path) {
    for (String name : Directory.names(path)) {
      Libc.call("unlink", (Object) Libc.cString(path + "/" + name));
    }
    Libc.call("rmdir", (Object) Libc.cString(path));
  }
}
