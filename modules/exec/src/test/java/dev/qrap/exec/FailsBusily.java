// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads its context and tries to become a missing program while other threads open and close files.
 */
final class FailsBusily {

  private static final int ROUNDS = 300;
  private static final int THREADS = 3;

  private FailsBusily() {}

  public static void main(String[] arguments) throws Exception {
    LinuxHost host = new LinuxHost();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(FailsBusily::openAndClose);
      thread.setDaemon(true);
      thread.start();
    }
    Set<String> failures = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      host.processContext(0);
      failures.add(host.execute("/no/such/program", List.of("x"), List.of()).getMessage());
    }
    System.out.print(failures);
  }

  private static void openAndClose() {
    while (true) {
      try (FileInputStream file = new FileInputStream("/dev/null")) {
        file.read();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
