// SPDX-License-Identifier: Apache-2.0
package dev.qrap.locator.passt;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.ArrayList;
import java.util.List;

/** {@code /tmp/passt_1.socket} to {@code /tmp/passt_99.socket}: passt(1), option --socket. */
public final class PasstLocator implements SocketLocator {

  private static final int LAST_NUMBER = 99;

  @Override
  public String name() {
    return "passt";
  }

  @Override
  public List<SocketCandidate> locate(LocatorContext from) {
    if (!from.configuredSocket().isEmpty()) {
      return List.of();
    }
    List<SocketCandidate> candidates = new ArrayList<>(LAST_NUMBER);
    for (int number = 1; number <= LAST_NUMBER; number++) {
      candidates.add(new SocketCandidate("/tmp/passt_" + number + ".socket"));
    }
    return candidates;
  }
}
