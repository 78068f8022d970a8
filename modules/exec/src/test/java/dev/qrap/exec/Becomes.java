// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import java.util.List;

/** Becomes a program with the environment it has: FILE ARGV0 ARGUMENT... */
final class Becomes {

  private Becomes() {}

  public static void main(String[] arguments) throws HostException {
    LinuxHost host = new LinuxHost();
    ProcessContext process = host.processContext(arguments.length);
    List<String> given = process.arguments();
    HostException failure =
        host.execute(given.get(0), given.subList(1, given.size()), process.environment());
    System.out.print(failure.getMessage());
  }
}
