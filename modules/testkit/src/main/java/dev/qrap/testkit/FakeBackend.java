// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A backend that can be made to do what real passt cannot: be busy a given number of times, be
 * silent, hang up. It speaks passt's protocol, frames after a length of four bytes, and serves one
 * client after the other.
 */
public final class FakeBackend implements Closeable {

  /** An ARP reply, as passt gives it to the probe: length 42 and the frame. */
  private static final int ANSWER_BYTES = 46;

  private static final int FRAME_LENGTH_OFFSET = 3;
  private static final int MAX_PROBE_BYTES = 1024;

  /** What the backend does with a client. */
  private enum Manner {
    ANSWER,
    BE_SILENT,
    HANG_UP_AFTER_PROBE
  }

  private final ServerSocketChannel server;
  private final Path path;
  private final Manner manner;
  private final List<byte[]> probes = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstProbe = new CountDownLatch(1);
  private int resetsLeft; // of the serving thread alone, once that runs

  private FakeBackend(Path path, Manner manner, int resets) {
    this.path = path;
    this.manner = manner;
    this.resetsLeft = resets;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + path, e);
    }
    Thread thread = new Thread(this::serve, "fake backend " + path);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * A backend that answers the probe of every client.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend answering(Path path) {
    return new FakeBackend(path, Manner.ANSWER, 0);
  }

  /**
   * A backend that serves somebody else at first: it accepts and closes at once, as passt does.
   *
   * @param path where it listens; must not exist
   * @param times how many clients it turns away before it answers
   * @return the running backend
   */
  public static FakeBackend busy(Path path, int times) {
    return new FakeBackend(path, Manner.ANSWER, times);
  }

  /**
   * A backend that accepts and never answers.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend silent(Path path) {
    return new FakeBackend(path, Manner.BE_SILENT, 0);
  }

  /**
   * A backend that reads the probe and closes the connection.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend hangingUp(Path path) {
    return new FakeBackend(path, Manner.HANG_UP_AFTER_PROBE, 0);
  }

  /**
   * Where it listens.
   *
   * @return the socket's path
   */
  public Path path() {
    return path;
  }

  /**
   * What clients sent first.
   *
   * @return a probe a client that was served, in their order
   */
  public List<byte[]> probes() {
    return List.copyOf(probes);
  }

  /**
   * Waits until a client was served.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitProbe() throws InterruptedException {
    firstProbe.await();
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        if (resetsLeft > 0) {
          resetsLeft--;
          client.close();
        } else {
          serve(client);
        }
      } catch (IOException e) {
        // A client that is gone, or the test has closed the server: the loop finds out which.
      }
    }
  }

  private void serve(SocketChannel client) throws IOException {
    clients.add(client);
    ByteBuffer probe = ByteBuffer.allocate(MAX_PROBE_BYTES);
    client.read(probe);
    byte[] bytes = new byte[probe.position()];
    probe.flip().get(bytes);
    probes.add(bytes);
    switch (manner) {
      case ANSWER -> {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
        answer.put(FRAME_LENGTH_OFFSET, (byte) (ANSWER_BYTES - Integer.BYTES));
        client.write(answer);
      }
      case HANG_UP_AFTER_PROBE -> client.close();
      case BE_SILENT -> {}
    }
    firstProbe.countDown();
  }

  /** Stops listening, leaves all clients and removes the socket's file. */
  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel client : clients) {
        client.close();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop the backend on " + path, e);
    }
  }
}
