// SPDX-License-Identifier: Apache-2.0
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * {@code java WithBackend.java SOCKET COMMAND...}: runs a command while a backend answers on a
 * socket, and ends as the command does. A training run needs one to get as far as to the exec.
 */
final class WithBackend {

  private static final int PROBE_BYTES = 64;

  /** A frame of 42 bytes, as long as an answer to ARP is, after its length as QEMU sends it. */
  private static final byte[] ANSWER = new byte[4 + 42];

  static {
    Arrays.fill(ANSWER, (byte) 0xff);
    ByteBuffer.wrap(ANSWER).putInt(ANSWER.length - 4);
  }

  private WithBackend() {}

  public static void main(String[] arguments) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(arguments[0]));
      Thread backend = new Thread(() -> answer(server));
      backend.setDaemon(true);
      backend.start();
      String[] command = Arrays.copyOfRange(arguments, 1, arguments.length);
      System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }
  }

  private static void answer(ServerSocketChannel server) {
    while (true) {
      try (SocketChannel connection = server.accept()) {
        ByteBuffer read = ByteBuffer.allocate(PROBE_BYTES);
        if (connection.read(read) > 0) {
          connection.write(ByteBuffer.wrap(ANSWER));
        }
        connection.read(read.clear()); // until the other side has read and closes
      } catch (java.io.IOException e) {
        System.err.println("WithBackend: " + e);
      }
    }
  }
}
