// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which process has a socket. To anybody but root, passt does not show: it is not dumpable (seen
 * with Debian's of 2023), so that its /proc/PID/fd is root's.
 */
final class SocketProcesses {

  private static final String LINK = "socket:[";

  private SocketProcesses() {}

  /**
   * The processes that have sockets open.
   *
   * @param inodes the sockets' own numbers
   * @return the lowest process id by the socket; none for those that cannot be seen
   */
  static Map<Long, Long> of(Set<Long> inodes) throws HostException {
    Map<Long, Long> processes = new HashMap<>();
    if (inodes.isEmpty()) {
      return processes;
    }
    try (Directory all = Directory.open("/proc")) {
      for (String name = all.next(); !name.isEmpty(); name = all.next()) {
        if (Character.isDigit(name.charAt(0))) {
          addAll(name, inodes, processes);
        }
      }
    }
    return processes;
  }

  private static void addAll(String process, Set<Long> inodes, Map<Long, Long> processes) {
    String folder = "/proc/" + process + "/fd";
    try (Directory descriptors = Directory.open(folder)) {
      for (String name = descriptors.next(); !name.isEmpty(); name = descriptors.next()) {
        long inode = inode(folder + "/" + name);
        if (inodes.contains(inode)) {
          processes.merge(inode, Long.valueOf(process), Math::min);
        }
      }
    } catch (HostException e) {
      // Another user's, or it has ended in the meantime.
      return;
    }
  }

  /** A socket's own number; 0, which none has, where a descriptor is no socket or was closed. */
  private static long inode(String descriptor) {
    try {
      String target = Libc.linkTarget(descriptor);
      return target.startsWith(LINK)
          ? Long.parseLong(target, LINK.length(), target.length() - 1, 10)
          : 0;
    } catch (HostException e) {
      return 0;
    }
  }

  /** A process's name, a byte string; empty where it has ended. */
  static String program(long process) {
    try (OpenFile file = OpenFile.forReading("/proc/" + process + "/comm")) {
      return file.readAll().stripTrailing();
    } catch (HostException e) {
      return "";
    }
  }

  /** A process's command line, byte strings; empty if it has ended or cannot be seen. */
  static List<String> commandLine(long process) {
    try {
      return OpenFile.strings("/proc/" + process + "/cmdline");
    } catch (HostException e) {
      return List.of();
    }
  }
}
