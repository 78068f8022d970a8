// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.passt;

import dev.qrap.spi.SocketFacts;
import java.util.List;

/** How a passt that speaks vhost-user is told from one that does not: an ARP request ends it. */
final class VhostUser {

  /** The option of passt(1) since 2025. */
  static final String OPTION = "--vhost-user";

  /**
   * What the path of its second socket ends in, through which its connections can be moved to
   * another process (seen with the versions of May 2025 and October 2026). A file of that name may
   * be left over from one that has ended.
   */
  private static final String SECOND_SOCKET = ".repair";

  private VhostUser() {}

  static boolean listens(SocketFacts socket) {
    List<String> commandLine = socket.commandLine();
    return (isPasst(commandLine) && commandLine.contains(OPTION))
        || socket.isListening(socket.path().concat(SECOND_SOCKET));
  }

  /** Debian's executable may be called {@code passt.avx2}. */
  static boolean isPasst(List<String> commandLine) {
    if (commandLine.isEmpty()) {
      return false;
    }
    String path = commandLine.get(0);
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals(PasstKind.PROGRAM) || name.startsWith(PasstKind.PROGRAM + ".");
  }
}
