// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** Listens on a socket, and accepts clients, as whoever starts it. */
final class Listener {

  private Listener() {}

  public static void main(String[] arguments) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(arguments[0]));
      System.out.print('!');
      System.out.flush();
      while (server.isOpen()) {
        server.accept();
      }
    }
  }
}
