// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;
import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection from the probe to its hand-over (docs/architecture.md, "The probe"). */
final class UnixSocketTest {

  private static final int TIMEOUT = 10_000;
  private static final int SHORT_TIMEOUT = 1;
  private static final byte[] PROBE = new byte[128];
  private static final int ANSWER_BYTES = 46;

  private static final int SIG_BLOCK = 0;
  private static final int SIG_UNBLOCK = 1;
  private static final int SIGPIPE = 13;

  @TempDir Path folder;

  private final LinuxHost host = new LinuxHost();

  @Test
  void sendsTheProbeWhole() throws Exception {
    byte[] probe = {0, (byte) 0xff, 1, 2, 3};
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      BackendSocket socket = connect(TIMEOUT);
      socket.send(probe);
      backend.awaitProbe();

      assertThat(backend.probes()).containsExactly(probe);
      socket.discard();
    }
  }

  @Test
  void leavesTheAnswerToBeRead() throws Exception {
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      BackendSocket socket = connect(TIMEOUT);
      socket.send(PROBE);
      assertThat(socket.awaitAnswer()).isTrue();
      assertThat(socket.awaitAnswer()).isTrue();
      int number = Descriptors.free();
      socket.handOver(number);
      backend.awaitProbe();

      byte[] buffer = new byte[100];
      int count = Libc.check("", "recv", number, buffer, Abi.size(100), Abi.MSG_DONTWAIT);
      assertThat(count).isEqualTo(ANSWER_BYTES);
      assertThat(buffer[3]).isEqualTo((byte) (ANSWER_BYTES - 4));
      socket.close();
    }
  }

  @Test
  void aPeerThatReadsAndClosesIsTheEnd() throws Exception {
    try (FakeBackend backend = FakeBackend.hangingUp(folder.resolve("socket"))) {
      BackendSocket socket = connect(TIMEOUT);
      socket.send(PROBE);

      assertThat(socket.awaitAnswer()).isFalse();
      assertThat(backend.probes()).hasSize(1);
      socket.close();
    }
  }

  @Test
  void aPeerThatDoesNotAnswerIsEagain() throws Exception {
    try (FakeBackend backend = FakeBackend.silent(folder.resolve("socket"))) {
      BackendSocket socket = connect(SHORT_TIMEOUT);
      socket.send(PROBE);

      HostException failure = catchThrowableOfType(HostException.class, socket::awaitAnswer);
      assertThat(failure.errno().name()).isEqualTo("EAGAIN");
      assertThat(failure.call()).isEqualTo("recv");
      assertThat(failure.subject()).isEqualTo(backend.path().toString());
      socket.close();
    }
  }

  @Test
  void aPeerThatDoesNotReadIsEagain() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket socket = connect(SHORT_TIMEOUT);
      byte[] more = new byte[16 * 1024 * 1024];

      HostException failure =
          catchThrowableOfType(HostException.class, () -> sendUntilItFails(socket, more));
      assertThat(failure.errno().name()).isEqualTo("EAGAIN");
      assertThat(failure.call()).isEqualTo("send");
      assertThat(server.isOpen()).isTrue();
      socket.close();
    }
  }

  @Test
  void aBusyBackendIsAnErrorAndNoSignal() throws Exception {
    int rounds = 500;
    byte[] signal = new byte[Abi.SIGSET_BYTES];
    Libc.call("sigaddset", signal, SIGPIPE);
    // Where it is blocked it stays to be seen; the JVM would swallow it.
    Libc.call("pthread_sigmask", SIG_BLOCK, signal, null);
    try (FakeBackend backend = FakeBackend.busy(folder.resolve("socket"), rounds)) {
      for (int round = 0; round < rounds; round++) {
        BackendSocket socket = connect(TIMEOUT);
        HostException failure = catchThrowableOfType(HostException.class, () -> probe(socket));
        assertThat(failure.errno().name()).isIn("EPIPE", "ECONNRESET");
        socket.close();
      }
      BackendSocket socket = connect(TIMEOUT);
      assertThat(probe(socket)).isTrue();
      socket.discard();
      assertThat(backend.probes()).hasSize(1);
      assertThat(Files.readString(Path.of("/proc/thread-self/status")))
          .contains("SigPnd:\t0000000000000000\n");
    } finally {
      Libc.call("pthread_sigmask", SIG_UNBLOCK, signal, null);
    }
  }

  @Test
  void aPeerThatIsGoneIsEpipe() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket socket = connect(TIMEOUT);
      server.accept().close();

      HostException failure = catchThrowableOfType(HostException.class, () -> socket.send(PROBE));
      assertThat(failure.errno().name()).isEqualTo("EPIPE");
      socket.close();
    }
  }

  @Test
  void aPeerThatClosesWithTheProbeUnreadIsEconnreset() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket socket = connect(TIMEOUT);
      socket.send(PROBE);
      server.accept().close();

      HostException failure = catchThrowableOfType(HostException.class, socket::awaitAnswer);
      assertThat(failure.errno().name()).isEqualTo("ECONNRESET");
      socket.close();
    }
  }

  @Test
  void isHandedOverOnAFreeNumber() throws Exception {
    try (ServerSocketChannel server = listen()) {
      Map<Integer, String> before = Descriptors.on("socket:");
      BackendSocket socket = connect(TIMEOUT);
      int own = Descriptors.socketsSince(before).iterator().next();
      int number = Descriptors.free();
      socket.handOver(number);

      assertThat(server.isOpen()).isTrue();
      assertThat(Descriptors.socketsSince(before)).containsExactly(own, number);
      assertThat(Descriptors.isPassedOn(own)).isFalse();
      assertThat(Descriptors.isPassedOn(number)).isTrue();
      socket.close();
      assertThat(Descriptors.socketsSince(before)).isEmpty();
    }
  }

  @Test
  void isHandedOverOnTheNumberThatItHas() throws Exception {
    try (ServerSocketChannel server = listen()) {
      Map<Integer, String> before = Descriptors.on("socket:");
      BackendSocket socket = connect(TIMEOUT);
      int number = Descriptors.socketsSince(before).iterator().next();
      assertThat(Descriptors.isPassedOn(number)).isFalse();

      socket.handOver(number);

      assertThat(server.accept()).isNotNull();
      assertThat(Descriptors.isPassedOn(number)).isTrue();
      socket.send(PROBE);
      socket.close();
      assertThat(Descriptors.isOpen(number)).isFalse();
    }
  }

  @Test
  void isHandedOverInPlaceOfWhatWasThere() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (ServerSocketChannel server = listen();
        OpenFile open = OpenFile.forReading(file.toString())) {
      int number = Descriptors.free();
      Libc.check("", "dup2", open.descriptor(), number);
      assertThat(Descriptors.target(number)).isEqualTo(file.toString());
      host.processContext(0); // which takes it for inherited

      BackendSocket socket = connect(TIMEOUT);
      socket.handOver(number);

      assertThat(server.accept()).isNotNull();
      assertThat(Descriptors.target(number)).startsWith("socket:");
      assertThat(Descriptors.target(open.descriptor())).isEqualTo(file.toString());
      socket.close();
    }
  }

  @Test
  void isNotLostToAThreadThatHasAFileOnTheNumberForAMoment() throws Exception {
    try (ServerSocketChannel server = listen();
        OpenFile open = OpenFile.forReading("/proc/self/status")) {
      int number = Descriptors.free();
      for (int round = 0; round < 300; round++) {
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> openAndClose(open.descriptor(), number, over));
        BackendSocket socket = connect(TIMEOUT);
        other.start();
        socket.handOver(number);
        over.set(true);
        other.join();

        server.accept().close();
        assertThat(Descriptors.target(number)).startsWith("socket:");
        socket.close();
      }
    }
  }

  private static void openAndClose(int file, int number, AtomicBoolean over) {
    while (!over.get()) {
      Libc.call("close", Libc.call("fcntl", file, Abi.F_DUPFD_CLOEXEC, number));
    }
  }

  @Test
  void isHandedOverWithoutTimeouts() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket socket = connect(2345);
      int number = Descriptors.free();
      socket.handOver(number);

      assertThat(server.accept()).isNotNull();
      assertThat(timeout(number, Abi.SO_RCVTIMEO)).containsOnly(0);
      assertThat(timeout(number, Abi.SO_SNDTIMEO)).containsOnly(0);
      socket.close();
    }
  }

  @Test
  void aNumberBeyondTheLimitIsRefused() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket socket = connect(TIMEOUT);

      assertThatThrownBy(() -> socket.handOver(Integer.MAX_VALUE))
          .isInstanceOf(HostException.class)
          .hasMessageStartingWith("fcntl descriptor 2147483647: ")
          .hasMessageEndingWith("(EINVAL)");
      assertThat(server.isOpen()).isTrue();
      socket.close();
    }
  }

  @Test
  void isReadToTheEndBeforeItIsDiscarded() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket socket = connect(TIMEOUT);
      SocketChannel peer = server.accept();
      for (int piece : new int[] {46, 1, 89}) {
        peer.write(ByteBuffer.allocate(piece));
      }
      assertThat(socket.awaitAnswer()).isTrue();

      socket.discard();

      assertThatPeerSeesTheEnd(peer);
    }
  }

  @Test
  void isReadToTheEndAfterItWasHandedOverToo() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket socket = connect(TIMEOUT);
      SocketChannel peer = server.accept();
      peer.write(ByteBuffer.allocate(136));
      int number = Descriptors.free();
      socket.handOver(number);

      socket.discard();

      assertThat(Descriptors.isOpen(number)).isFalse();
      assertThatPeerSeesTheEnd(peer);
    }
  }

  @Test
  void aPeerThatNeverStopsIsLeft() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket socket = connect(TIMEOUT);
      SocketChannel peer = server.accept();
      Thread talker = new Thread(() -> talk(peer));
      talker.start();

      socket.discard();

      talker.join();
      peer.close();
    }
  }

  @Test
  void isDiscardedWherePeerIsGone() throws Exception {
    try (ServerSocketChannel server = listen()) {
      Map<Integer, String> before = Descriptors.on("socket:");
      BackendSocket socket = connect(TIMEOUT);
      socket.send(PROBE);
      server.accept().close();

      socket.discard();

      assertThat(Descriptors.socketsSince(before)).isEmpty();
    }
  }

  @Test
  void canBeClosedAgain() throws Exception {
    try (ServerSocketChannel server = listen()) {
      Map<Integer, String> before = Descriptors.on("socket:");
      BackendSocket socket = connect(TIMEOUT);
      int number = Descriptors.socketsSince(before).iterator().next();
      int placed = Descriptors.free();
      socket.handOver(placed);
      socket.close();
      assertThat(server.accept()).isNotNull();

      // Somebody else's by now:
      try (OpenFile open = OpenFile.forReading("/dev/null")) {
        Libc.check("", "dup2", open.descriptor(), placed);
        Libc.check("", "dup2", open.descriptor(), number);

        socket.close();
        socket.discard();

        assertThat(Descriptors.target(placed)).isEqualTo("/dev/null");
        assertThat(Descriptors.target(number)).isEqualTo("/dev/null");
        Libc.check("", "close", placed);
        if (number != open.descriptor()) {
          Libc.check("", "close", number);
        }
      }
    }
  }

  /**
   * Several cards have a connection each, and one may have got the number that another must have.
   */
  @Test
  void makesRoomForAnotherOne() throws Exception {
    try (ServerSocketChannel server = listen()) {
      BackendSocket first = connect(TIMEOUT);
      assertThat(server.accept()).isNotNull();
      Map<Integer, String> before = Descriptors.on("socket:");
      BackendSocket second = connect(TIMEOUT);
      int number = Descriptors.socketsSince(before).iterator().next();
      String secondsInode = Descriptors.target(number);

      first.handOver(number);
      second.handOver(Descriptors.free());

      assertThat(Descriptors.target(number)).startsWith("socket:").isNotEqualTo(secondsInode);
      assertThat(Descriptors.on(secondsInode)).hasSize(2);
      first.close();
      second.close();
      assertThat(Descriptors.on(secondsInode)).isEmpty();
    }
  }

  private static boolean probe(BackendSocket socket) throws HostException {
    socket.send(PROBE);
    return socket.awaitAnswer();
  }

  private static void sendUntilItFails(BackendSocket socket, byte[] bytes) throws HostException {
    while (true) {
      socket.send(bytes);
    }
  }

  private static void talk(SocketChannel peer) {
    try {
      while (true) {
        peer.write(ByteBuffer.allocate(10_000));
      }
    } catch (IOException e) {
      // The connection is closed, which is what this waits for.
    }
  }

  /** Whoever is left with something unread gets ECONNRESET instead. */
  private static void assertThatPeerSeesTheEnd(SocketChannel peer) throws IOException {
    assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    peer.close();
  }

  private static byte[] timeout(int descriptor, int option) throws HostException {
    byte[] time = new byte[16];
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
    length.putInt(time.length);
    Libc.check("", "getsockopt", descriptor, Abi.SOL_SOCKET, option, time, length.array());
    return time;
  }

  private BackendSocket connect(int timeoutMillis) throws HostException {
    long user = Libc.call("geteuid");
    return Reach.connect(host, folder + "/socket", new Trust(user, false, Set.of()), timeoutMillis);
  }

  private ServerSocketChannel listen() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
  }
}
