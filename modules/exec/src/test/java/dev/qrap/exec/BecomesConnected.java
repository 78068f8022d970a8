// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Trust;
import java.util.List;
import java.util.Set;

/** Becomes a program that has a connection: SOCKET NUMBER FILE ARGV0 ARGUMENT... */
final class BecomesConnected {

  private static final int TIMEOUT = 10_000;

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
    socket.handOver(Integer.parseInt(given.get(1)));
    HostException failure =
        host.execute(given.get(2), given.subList(3, given.size()), process.environment());
    System.out.print(failure.getMessage());
  }
}
