// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.gvproxy;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.ArrayList;
import java.util.List;

/**
 * Sockets that are named after gvproxy, in the directory of the user's session and in /tmp. gvproxy
 * has no default path. Podman's are in a directory of its own and wait for Podman's machines: they
 * are not tried.
 */
public final class GvproxyLocator implements SocketLocator {

  private static final String PATTERN = "/gvproxy*.sock";

  @Override
  public String name() {
    return GvproxyKind.PROGRAM;
  }

  @Override
  public int priority() {
    return -1;
  }

  @Override
  public List<SocketCandidate> locate(LocatorContext from) {
    if (!from.configuredSocket().isEmpty()) {
      return List.of();
    }
    List<SocketCandidate> candidates = new ArrayList<>();
    String session = from.environment().getOrDefault("XDG_RUNTIME_DIR", "");
    if (session.startsWith("/")) {
      candidates.add(SocketCandidate.matching(session + PATTERN, GvproxyKind.PROGRAM));
    }
    candidates.add(SocketCandidate.matching("/tmp" + PATTERN, GvproxyKind.PROGRAM));
    return candidates;
  }
}
