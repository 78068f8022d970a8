// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Trust;
import java.util.List;
import java.util.Set;

/**
 * Becomes a program that has a connection, and a text behind it: SOCKET NUMBER FILE ARGV0
 * ARGUMENT...
 */
final class BecomesConnected {

  private static final int TIMEOUT = 10_000;

  /** Longer than a pipe is, with every byte in it. */
  static final String TEXT = text();

  private static String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append((char) (i & 0xff));
    }
    return text.toString();
  }

  private BecomesConnected() {}

  public static void main(String[] arguments) throws HostException {
    LinuxHost host = new LinuxHost();
    ProcessContext process = host.processContext(arguments.length);
    List<String> given = process.arguments();
    Trust trust = new Trust(process.user(), false, Set.of());
    BackendSocket socket = Reach.connect(host, given.get(0), trust, TIMEOUT);
    socket.send(new byte[] {1});
    if (!socket.awaitAnswer()) {
      throw new IllegalStateException("no answer");
    }
    int number = Integer.parseInt(given.get(1));
    host.passOn(number + 1, TEXT);
    socket.handOver(number);
    HostException failure =
        host.execute(given.get(2), given.subList(3, given.size()), process.environment());
    System.out.print(failure.getMessage());
  }
}
