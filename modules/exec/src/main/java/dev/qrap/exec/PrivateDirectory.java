// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import dev.qrap.core.host.HostException;
import java.nio.charset.StandardCharsets;

/** A directory of mode 0700 that is made for one launch: mkdtemp(3). */
final class PrivateDirectory {

  private static final String TEMPLATE = "/qrap-XXXXXX";

  private PrivateDirectory() {}

  /** Makes one in the directory of the user's session, or, if there is none, in /tmp. */
  static String make(String session) throws HostException {
    if (!session.isEmpty()) {
      try {
        return makeIn(session);
      } catch (HostException e) {
        return makeIn("/tmp"); // the session may have ended, or be another user's
      }
    }
    return makeIn("/tmp");
  }

  private static String makeIn(String parent) throws HostException {
    byte[] path = Libc.cString(parent + TEMPLATE);
    if (Libc.callPointer("mkdtemp", (Object) path) == null) {
      throw Libc.failure("mkdtemp", parent + TEMPLATE, Native.getLastError());
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
