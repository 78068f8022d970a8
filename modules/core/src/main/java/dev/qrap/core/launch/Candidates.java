// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.host.Files;
import dev.qrap.spi.SocketCandidate;
import java.util.ArrayList;
import java.util.List;

/** What patterns among candidates stand for. */
final class Candidates {

  private Candidates() {}

  /**
   * The sockets that a candidate stands for. A directory is listed only for a pattern, and only
   * now: /tmp may have thousands of files, and most launches find a backend before.
   */
  static List<SocketCandidate> of(SocketCandidate candidate, Files files) {
    if (!candidate.pattern()) {
      return List.of(candidate);
    }
    List<SocketCandidate> alike = new ArrayList<>();
    int nameStart = candidate.path().lastIndexOf('/') + 1;
    int star = candidate.path().indexOf('*', nameStart);
    String directory = candidate.path().substring(0, nameStart);
    String before = candidate.path().substring(nameStart, star);
    String after = candidate.path().substring(star + 1);
    for (String name : files.names(directory)) {
      boolean isAlike = name.startsWith(before) && name.endsWith(after);
      if (isAlike && name.length() >= before.length() + after.length()) {
        alike.add(new SocketCandidate(directory + name, false, candidate.backend()));
      }
    }
    return alike;
  }
}
