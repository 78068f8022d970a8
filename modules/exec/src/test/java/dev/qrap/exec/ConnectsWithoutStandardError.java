// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;
import java.io.IOException;
import java.util.Set;

/** Connects, and again after closing standard error, and says what is on 2 each time: SOCKET. */
final class ConnectsWithoutStandardError {

  private static final int TIMEOUT = 10_000;
  private static final int STANDARD_ERROR = 2;

  private ConnectsWithoutStandardError() {}

  public static void main(String[] arguments) throws HostException, IOException {
    try (OpenFile place = OpenFile.place(arguments[0])) {
      connect(place, arguments[0]); // the JVM has no class file to open after this
      Libc.check("standard error", "close", STANDARD_ERROR);
      connect(place, arguments[0]);
    }
  }

  private static void connect(OpenFile place, String path) throws HostException, IOException {
    Trust trust = new Trust(Libc.call("geteuid"), false, Set.of());
    PassedOnDescriptors passedOn = new PassedOnDescriptors();
    SpareSocket spare = new SpareSocket(passedOn);
    UnixSocket socket = UnixSocket.connect(place, path, trust, TIMEOUT, spare, passedOn);
    System.out.print("[" + Descriptors.target(STANDARD_ERROR) + "]");
    System.out.print(Descriptors.on("socket:").size());
    socket.close();
  }
}
