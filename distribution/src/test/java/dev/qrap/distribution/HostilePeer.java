// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Something at a backend's path that does what no backend does, to many clients at a time. */
final class HostilePeer implements Closeable {

  /** What it does. */
  enum Kind {
    SILENT(false),
    CLOSES_AT_ONCE(false),
    CLOSES_AFTER_THE_PROBE(false),
    RESETS_WITHIN_THE_PROBE(false),
    ENDS_ITS_SIDE_AND_STAYS(false),
    READS_ONLY_AND_ENDS_ITS_SIDE(false),
    ACCEPTS_NOBODY(false),
    NOBODY_LISTENS(false),
    A_LOOP_OF_LINKS(false),
    A_PIPE(false),
    ANSWERS_ONE_BYTE_AND_CLOSES(true),
    SENDS_WITHOUT_END(true),
    CLAIMS_A_HUGE_FRAME(true),
    SENDS_EMPTY_FRAMES(true),
    SENDS_THE_PROBE_BACK(true),
    TURNS_EVERY_OTHER_AWAY(true);

    /** Whether it sends anything; qrap takes it for a backend then. */
    final boolean answers;

    Kind(boolean answers) {
      this.answers = answers;
    }
  }

  private static final int BUFFER = 1 << 16;
  private static final byte[] HUGE_FRAME = {-1, -1, -1, -1, 0, 0};
  private static final byte[] EMPTY_FRAMES = new byte[4000];

  private final Kind kind;
  private final Path path;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "hostile peer");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger clients = new AtomicInteger();
  private final ServerSocketChannel server;

  HostilePeer(Kind kind, Path path) {
    this.kind = kind;
    this.path = path;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      switch (kind) {
        case A_LOOP_OF_LINKS -> Files.createSymbolicLink(path, path.getFileName());
        case A_PIPE -> Tools.run(path.getParent(), List.of("mkfifo", path.toString()));
        case NOBODY_LISTENS -> server.bind(UnixDomainSocketAddress.of(path)).close();
        case ACCEPTS_NOBODY -> {
          server.bind(UnixDomainSocketAddress.of(path), 1);
          fillQueue();
        }
        default -> {
          server.bind(UnixDomainSocketAddress.of(path));
          threads.execute(this::accept);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of its socket, or of what is there instead. */
  String name() {
    return path.getFileName().toString();
  }

  private void fillQueue() throws IOException {
    try {
      while (true) {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(client);
        client.configureBlocking(false);
        client.connect(UnixDomainSocketAddress.of(path));
      }
    } catch (SocketException full) {
      // Java has no other word for it than that connecting did not work.
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // The server was closed: the loop finds out.
      }
    }
  }

  private void serve(SocketChannel client) {
    int number = clients.incrementAndGet();
    try (client) {
      ByteBuffer probe = ByteBuffer.allocate(kind == Kind.RESETS_WITHIN_THE_PROBE ? 1 : BUFFER);
      boolean turnsAway =
          kind == Kind.CLOSES_AT_ONCE || (kind == Kind.TURNS_EVERY_OTHER_AWAY && number % 2 == 1);
      if (turnsAway) {
        return;
      }
      if (kind == Kind.ENDS_ITS_SIDE_AND_STAYS) {
        client.shutdownOutput();
      }
      client.read(probe);
      probe.flip();
      switch (kind) {
        case CLOSES_AFTER_THE_PROBE, RESETS_WITHIN_THE_PROBE -> {
          return;
        }
        case READS_ONLY_AND_ENDS_ITS_SIDE -> client.shutdownOutput();
        case ANSWERS_ONE_BYTE_AND_CLOSES -> {
          client.write(ByteBuffer.wrap(new byte[1]));
          return;
        }
        case SENDS_WITHOUT_END -> {
          byte[] noise = new byte[BUFFER];
          Arrays.fill(noise, (byte) -1);
          while (true) {
            client.write(ByteBuffer.wrap(noise));
          }
        }
        case CLAIMS_A_HUGE_FRAME -> client.write(ByteBuffer.wrap(HUGE_FRAME));
        case SENDS_EMPTY_FRAMES -> client.write(ByteBuffer.wrap(EMPTY_FRAMES));
        case SENDS_THE_PROBE_BACK -> client.write(probe);
        case TURNS_EVERY_OTHER_AWAY -> client.write(ByteBuffer.wrap(HUGE_FRAME));
        default -> {}
      }
      while (client.read(probe.clear()) >= 0) {
        // Until the client leaves.
      }
    } catch (IOException e) {
      // The client is gone.
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel client : open) {
        client.close();
      }
      threads.shutdownNow();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
