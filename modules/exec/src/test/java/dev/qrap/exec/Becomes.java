// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Snapshot;
import java.util.List;

/** Becomes a program with the environment it has: FILE ARGV0 ARGUMENT... */
final class Becomes {

  private Becomes() {}

  public static void main(String[] arguments) throws HostException {
    LinuxHost host = new LinuxHost();
    Snapshot snapshot = host.snapshot(arguments.length);
    List<String> given = snapshot.arguments();
    HostException failure =
        host.execute(given.get(0), given.subList(1, given.size()), snapshot.environment());
    System.out.print(failure.getMessage());
  }
}
