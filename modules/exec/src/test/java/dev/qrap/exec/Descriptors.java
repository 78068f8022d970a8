// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What /proc says of this process's descriptors. */
final class Descriptors {

  private static final Path FOLDER = Path.of("/proc/self/fd");
  private static final int F_GETFD = 1;

  private Descriptors() {}

  /** What a descriptor is open on: a path, {@code socket:[4711]}; empty where it is closed. */
  static String target(int descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(FOLDER.resolve(Integer.toString(descriptor))).toString();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  static boolean isOpen(int descriptor) throws IOException {
    return !target(descriptor).isEmpty();
  }

  /** Whether the program of the next exec gets it. */
  static boolean isPassedOn(int descriptor) throws HostException {
    return Libc.check("descriptor " + descriptor, "fcntl", descriptor, F_GETFD) == 0;
  }

  /** Those that are open on something whose name begins so, each with that name. */
  static Map<Integer, String> on(String prefix) throws HostException, IOException {
    Map<Integer, String> found = new TreeMap<>();
    for (int descriptor : OwnProcess.openDescriptors()) {
      String target = target(descriptor);
      if (target.startsWith(prefix)) {
        found.put(descriptor, target);
      }
    }
    return found;
  }

  /**
   * The sockets that were not there before, by their inodes: the JVM may close one of an earlier
   * test at any time, and the next one gets its number.
   */
  static Set<Integer> socketsSince(Map<Integer, String> before) throws HostException, IOException {
    Map<Integer, String> now = on("socket:");
    now.values().removeAll(before.values());
    return now.keySet();
  }

  /** A number on which nothing is open, far from those that the JVM will use next. */
  static int free() throws IOException {
    int number = 200;
    while (isOpen(number)) {
      number++;
    }
    return number;
  }
}
