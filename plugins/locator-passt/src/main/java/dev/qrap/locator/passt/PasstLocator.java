// SPDX-License-Identifier: Apache-2.0
package dev.qrap.locator.passt;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code /tmp/passt_1.socket} to {@code /tmp/passt_99.socket}: passt(1), option --socket. */
public final class PasstLocator implements SocketLocator {

  private static final String START = "/tmp/passt_";
  private static final String END = ".socket";

  @Override
  public String name() {
    return "passt";
  }

  /** Digits are put into one array: to join texts so often takes a launch ten times as long. */
  @Override
  public List<SocketCandidate> locate(LocatorContext from) {
    if (!from.configuredSocket().isEmpty()) {
      return List.of();
    }
    List<SocketCandidate> candidates = new ArrayList<>(99);
    byte[] path = (START + "0" + END).getBytes(StandardCharsets.ISO_8859_1);
    for (char digit = '1'; digit <= '9'; digit++) {
      path[START.length()] = (byte) digit;
      candidates.add(candidate(path));
    }
    path = (START + "00" + END).getBytes(StandardCharsets.ISO_8859_1);
    for (char tens = '1'; tens <= '9'; tens++) {
      path[START.length()] = (byte) tens;
      for (char digit = '0'; digit <= '9'; digit++) {
        path[START.length() + 1] = (byte) digit;
        candidates.add(candidate(path));
      }
    }
    return candidates;
  }

  private static SocketCandidate candidate(byte[] path) {
    return new SocketCandidate(new String(path, StandardCharsets.ISO_8859_1));
  }
}
