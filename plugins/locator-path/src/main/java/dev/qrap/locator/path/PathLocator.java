// SPDX-License-Identifier: Apache-2.0
package dev.qrap.locator.path;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.List;

/** The socket that the user configured: {@code socket=/run/passt.socket}. */
public final class PathLocator implements SocketLocator {

  @Override
  public String name() {
    return "path";
  }

  @Override
  public List<SocketCandidate> locate(LocatorContext from) {
    String path = from.configuredSocket();
    return path.isEmpty() ? List.of() : List.of(new SocketCandidate(path));
  }
}
