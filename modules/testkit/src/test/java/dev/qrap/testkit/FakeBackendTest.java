// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60) // nothing is measured: a test that waits for ever shall fail
final class FakeBackendTest {

  private static final byte[] PROBE = {0, 0, 0, 2, 'h', 'i'};

  @TempDir private Path folder;

  private Path socket() {
    return folder.resolve("s");
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket()));
  }

  private static void send(SocketChannel client) throws IOException {
    client.write(ByteBuffer.wrap(PROBE));
  }

  /** The length of the frame that comes as an answer; -1 if the connection is closed instead. */
  private static int answer(SocketChannel client) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    while (length.hasRemaining()) {
      if (client.read(length) < 0) {
        return -1;
      }
    }
    ByteBuffer frame = ByteBuffer.allocate(length.getInt(0));
    while (frame.hasRemaining()) {
      assertThat(client.read(frame)).isPositive();
    }
    return frame.capacity();
  }

  /** Sends the probe; true if an answer comes. */
  private boolean isAnswered() throws IOException {
    try (SocketChannel client = connect()) {
      send(client);
      return answer(client) > 0;
    } catch (IOException turnedAway) {
      return false;
    }
  }

  @Test
  void anAnsweringOneAnswersWithAFrame() throws IOException {
    try (FakeBackend backend = FakeBackend.answering(socket());
        SocketChannel client = connect()) {
      assertThat(backend.path()).isEqualTo(socket());
      send(client);
      assertThat(answer(client)).isEqualTo(42);
    }
  }

  @Test
  void anAnsweringOneServesOneAfterTheOtherAndKeepsTheirProbes()
      throws IOException, InterruptedException {
    try (FakeBackend backend = FakeBackend.answering(socket())) {
      assertThat(isAnswered()).isTrue();
      assertThat(isAnswered()).isTrue();
      backend.awaitProbe();
      assertThat(backend.probes()).containsExactly(PROBE, PROBE);
    }
  }

  @Test
  void aBusyOneTurnsAsManyAwayAsAskedFor() throws IOException {
    try (FakeBackend backend = FakeBackend.busy(socket(), 3)) {
      assertThat(isAnswered()).isFalse();
      assertThat(isAnswered()).isFalse();
      assertThat(isAnswered()).isFalse();
      assertThat(backend.probes()).isEmpty();
      assertThat(isAnswered()).isTrue();
      assertThat(backend.probes()).hasSize(1);
    }
  }

  @Test
  void aSilentOneReadsAndSaysNothing() throws IOException, InterruptedException {
    try (FakeBackend backend = FakeBackend.silent(socket());
        SocketChannel client = connect()) {
      send(client);
      backend.awaitProbe();
      assertThat(backend.probes()).containsExactly(PROBE);
      client.configureBlocking(false);
      assertThat(client.read(ByteBuffer.allocate(1))).as("open, and nothing to read").isZero();
    }
  }

  @Test
  void oneThatHangsUpReadsFirst() throws IOException {
    try (FakeBackend backend = FakeBackend.hangingUp(socket());
        SocketChannel client = connect()) {
      send(client);
      assertThat(answer(client)).isEqualTo(-1);
      assertThat(backend.probes()).containsExactly(PROBE);
    }
  }

  @Test
  void aResettingOneResetsTheConnection() throws IOException {
    try (FakeBackend backend = FakeBackend.resetting(socket());
        SocketChannel client = connect()) {
      send(client);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> answer(client))
          .withMessageContaining("Connection reset");
      assertThat(backend.probes()).hasSize(1);
    }
  }

  @Test
  void aSilentOneKnowsWhenItsClientHasLeft() throws IOException, InterruptedException {
    try (FakeBackend backend = FakeBackend.silent(socket())) {
      try (SocketChannel client = connect()) {
        send(client);
      }
      backend.awaitDeparture();
    }
  }

  @Test
  void aBusyOneKnowsThatItHasTurnedSomebodyAway() throws IOException, InterruptedException {
    try (FakeBackend backend = FakeBackend.busy(socket(), 1);
        SocketChannel client = connect()) {
      backend.awaitTurnedAway();
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void anAnswerMayComeInBytes() throws IOException {
    try (FakeBackend backend = FakeBackend.answeringInBytes(socket())) {
      assertThat(isAnswered()).isTrue();
      assertThat(backend.probes()).containsExactly(PROBE);
    }
  }

  @Test
  void anAnswerMayComeUnasked() throws IOException {
    try (FakeBackend backend = FakeBackend.answeringUnasked(socket());
        SocketChannel client = connect()) {
      assertThat(answer(client)).isEqualTo(42);
      assertThat(backend.probes()).isEmpty();
    }
  }

  @Test
  void somethingMayHappenBeforeTheAnswer() throws IOException {
    AtomicBoolean happened = new AtomicBoolean();
    try (FakeBackend backend = FakeBackend.answeringAfter(socket(), () -> happened.set(true))) {
      assertThat(isAnswered()).isTrue();
      assertThat(backend.probes()).hasSize(1);
      assertThat(happened).isTrue();
    }
  }

  @Test
  void aDyingOneAnswersAndIsGone() throws IOException {
    try (FakeBackend backend = FakeBackend.dying(socket());
        SocketChannel client = connect()) {
      send(client);
      assertThat(answer(client)).isEqualTo(42);
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(backend.probes()).containsExactly(PROBE);
    }
  }

  @Test
  void aFullOneLetsNobodyIn() throws IOException {
    try (FakeBackend backend = FakeBackend.full(socket());
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.configureBlocking(false);
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> client.connect(UnixDomainSocketAddress.of(backend.path())));
    }
  }

  @Test
  void whenItIsClosedItsClientsAndItsSocketAreGone() throws IOException, InterruptedException {
    FakeBackend backend = FakeBackend.silent(socket());
    try (SocketChannel client = connect()) {
      send(client);
      backend.awaitProbe();
      backend.close();
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    assertThat(socket()).doesNotExist();
    assertThat(isAnswered()).isFalse();
  }

  @Test
  void aPathThatIsTakenIsAnError() {
    try (FakeBackend backend = FakeBackend.answering(socket())) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> FakeBackend.answering(backend.path()))
          .withMessage("cannot listen on " + socket());
    }
  }
}
