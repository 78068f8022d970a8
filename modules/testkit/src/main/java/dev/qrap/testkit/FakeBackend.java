// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A backend that can be made to do what real passt cannot: be busy a given number of times, be
 * silent, hang up, reset the connection, answer oddly. It speaks passt's protocol, frames after a
 * length of four bytes, and serves one client after the other.
 *
 * <p>For tests that launch a QEMU, or a stand-in for it, with a plugin; a plugin by itself connects
 * to nothing. Each backend is made by a method that says what it does with its clients, listens
 * from then on, in a thread of its own, and is closed by the test:
 *
 * <pre>{@code
 * try (FakeBackend backend = FakeBackend.busy(folder.resolve("passt.socket"), 2)) {
 *   launch("socket=" + backend.path());
 *   assertEquals(1, backend.probes().size());
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class FakeBackend implements Closeable {

  /** An ARP reply, as passt gives it to the probe: length 42 and the frame. */
  private static final int ANSWER_BYTES = 46;

  private static final int FRAME_LENGTH_OFFSET = 3;
  private static final int MAX_PROBE_BYTES = 1024;

  /** What the backend does with a client. */
  private enum Manner {
    ANSWER,
    ANSWER_IN_BYTES,
    ANSWER_BEFORE_PROBE,
    ANSWER_AND_HANG_UP,
    BE_SILENT,
    HANG_UP_AFTER_PROBE,
    RESET_AFTER_PROBE,
    ACCEPT_NOBODY
  }

  private final ServerSocketChannel server;
  private final Path path;
  private final Manner manner;
  private final List<byte[]> probes = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstTurnedAway = new CountDownLatch(1);
  private final CountDownLatch firstProbe = new CountDownLatch(1);
  private final CountDownLatch firstDeparture = new CountDownLatch(1);
  private final Runnable beforeAnswer;
  private int resetsLeft; // of the serving thread alone, once that runs

  private FakeBackend(Path path, Manner manner, int resets, Runnable beforeAnswer) {
    this.path = path;
    this.manner = manner;
    this.resetsLeft = resets;
    this.beforeAnswer = beforeAnswer;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path), manner == Manner.ACCEPT_NOBODY ? 1 : 0);
      if (manner == Manner.ACCEPT_NOBODY) {
        fillQueue();
        return;
      }
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
    return plain(path, Manner.ANSWER);
  }

  /**
   * A backend that answers the probe of every client, after something else has happened.
   *
   * @param path where it listens; must not exist
   * @param beforeAnswer what happens between each probe and its answer
   * @return the running backend
   */
  public static FakeBackend answeringAfter(Path path, Runnable beforeAnswer) {
    return new FakeBackend(path, Manner.ANSWER, 0, beforeAnswer);
  }

  /**
   * A backend that answers each byte of its answer by itself.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend answeringInBytes(Path path) {
    return plain(path, Manner.ANSWER_IN_BYTES);
  }

  /**
   * A backend that answers as soon as somebody connects.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend answeringUnasked(Path path) {
    return plain(path, Manner.ANSWER_BEFORE_PROBE);
  }

  /**
   * A backend that answers the probe and is gone.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend dying(Path path) {
    return plain(path, Manner.ANSWER_AND_HANG_UP);
  }

  /**
   * A backend that serves somebody else at first: it accepts and closes at once, as passt does.
   *
   * @param path where it listens; must not exist
   * @param times how many clients it turns away before it answers
   * @return the running backend
   */
  public static FakeBackend busy(Path path, int times) {
    return new FakeBackend(path, Manner.ANSWER, times, FakeBackend::doNothing);
  }

  /**
   * A backend that accepts and never answers.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend silent(Path path) {
    return plain(path, Manner.BE_SILENT);
  }

  /**
   * A backend that reads the probe and closes the connection.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend hangingUp(Path path) {
    return plain(path, Manner.HANG_UP_AFTER_PROBE);
  }

  /**
   * A backend that resets the connection when the probe comes: the client's next read fails with
   * ECONNRESET. Of the probe, only the first byte is kept.
   *
   * @param path where it listens; must not exist
   * @return the running backend
   */
  public static FakeBackend resetting(Path path) {
    return plain(path, Manner.RESET_AFTER_PROBE);
  }

  /**
   * A backend that accepts nobody, with as many waiting as may.
   *
   * @param path where it listens; must not exist
   * @return the backend
   */
  public static FakeBackend full(Path path) {
    return plain(path, Manner.ACCEPT_NOBODY);
  }

  private static void doNothing() {}

  private static FakeBackend plain(Path path, Manner manner) {
    return new FakeBackend(path, manner, 0, FakeBackend::doNothing);
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

  /**
   * Waits until a client was turned away.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitTurnedAway() throws InterruptedException {
    firstTurnedAway.await();
  }

  /**
   * Waits until a client of a silent backend has left.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitDeparture() throws InterruptedException {
    firstDeparture.await();
  }

  private void fillQueue() throws IOException {
    try {
      while (true) {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        clients.add(client);
        client.configureBlocking(false);
        client.connect(UnixDomainSocketAddress.of(path));
      }
    } catch (SocketException full) {
      // Java has no other word for it than that connecting did not work.
    }
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        if (resetsLeft > 0) {
          resetsLeft--;
          client.close();
          firstTurnedAway.countDown();
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
    if (manner == Manner.ANSWER_BEFORE_PROBE) {
      client.write(answer());
    }
    // Linux resets a connection that is closed before all was read.
    int bytesRead = manner == Manner.RESET_AFTER_PROBE ? 1 : MAX_PROBE_BYTES;
    ByteBuffer probe = ByteBuffer.allocate(bytesRead);
    client.read(probe);
    byte[] bytes = new byte[probe.position()];
    probe.flip().get(bytes);
    probes.add(bytes);
    beforeAnswer.run();
    switch (manner) {
      case ANSWER -> client.write(answer());
      case ANSWER_IN_BYTES -> {
        ByteBuffer answer = answer();
        for (int end = 1; end <= ANSWER_BYTES; end++) {
          client.write(answer.limit(end));
        }
      }
      case ANSWER_AND_HANG_UP -> {
        client.write(answer());
        client.close();
      }
      case HANG_UP_AFTER_PROBE, RESET_AFTER_PROBE -> client.close();
      case ANSWER_BEFORE_PROBE, BE_SILENT, ACCEPT_NOBODY -> {}
    }
    firstProbe.countDown();
    if (manner == Manner.BE_SILENT) {
      awaitEnd(client, probe);
    }
  }

  private void awaitEnd(SocketChannel client, ByteBuffer rest) throws IOException {
    while (client.read(rest.clear()) >= 0) {
      // Whatever else the client says does not count.
    }
    firstDeparture.countDown();
  }

  private static ByteBuffer answer() {
    ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
    return answer.put(FRAME_LENGTH_OFFSET, (byte) (ANSWER_BYTES - Integer.BYTES));
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
