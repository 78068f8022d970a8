// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be at a backend's path: docs/faults.md says what qrap does then. */
final class PeerFaultsIT {

  private static final int LAST = 99;
  private static final int ANSWER_BYTES = 46;

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);
  private FaultTable.Row row;

  @BeforeEach
  void open(TestInfo test) {
    row = FaultTable.row(test);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Path socket(int number) {
    return sandbox.path("passt_" + number + ".socket");
  }

  /** The same socket at all paths up to a number. */
  private void sameUpTo(int last) throws IOException {
    for (int number = 2; number <= last; number++) {
      Files.createLink(socket(number), socket(1));
    }
  }

  private static void stale(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path)).close();
  }

  private Sandbox.Result launch() {
    return sandbox.qrap("-m", "64").run();
  }

  @Test
  void nothing_there() {
    row.happened(launch());
  }

  @Test
  void a_socket_that_nobody_listens_on() throws IOException {
    stale(socket(1));
    row.happened(launch());
  }

  @Test
  void a_file() throws IOException {
    Files.createFile(socket(1));
    row.happened(launch());
  }

  @Test
  void a_directory() throws IOException {
    Files.createDirectory(socket(1));
    row.happened(launch());
  }

  /** Without the capability, root is refused as any user is. */
  @Test
  void a_socket_that_may_not_be_used() throws IOException {
    Tools.require("setpriv");
    FakeBackend backend = sandbox.backend();
    Files.setPosixFilePermissions(socket(1), Set.of());
    row.happened(
        sandbox
            .program(
                "/usr/bin/setpriv",
                List.of("--bounding-set", "-dac_override", Sandbox.QRAP, "-m", "64"))
            .run());
    assertThat(backend.probes()).isEmpty();
  }

  /** An address has room for 107 bytes; the reference would cut the rest off. */
  @ParameterizedTest
  @ValueSource(ints = {107, 108, 200})
  void a_path_of_any_length(int length) throws IOException {
    String name = "s".repeat(length - "/tmp/".length());
    FakeBackend backend = sandbox.backend();
    Files.move(backend.path(), sandbox.path(name));
    // So that a path that was cut off would lead to somebody else.
    Files.createFile(sandbox.path(name.substring(0, 100)));

    Sandbox.Result result = sandbox.qrap("-m", "64").with("QRAP_SOCKET", "/tmp/" + name).run();
    row.happened(result);
    assertThat(result.stderr()).isEqualTo("Connected to /tmp/" + name + "\n");
    assertThat(backend.probes()).hasSize(1);
  }

  @Test
  void a_peer_that_never_answers() {
    sandbox.keep(FakeBackend.silent(socket(1)));
    row.happened(launch());
  }

  @Test
  void a_peer_that_hangs_up_when_it_is_asked() {
    sandbox.keep(FakeBackend.hangingUp(socket(1)));
    row.happened(launch());
  }

  /** Closed before, while or after the probe is sent: EPIPE, ECONNRESET, and no SIGPIPE. */
  @Test
  void a_peer_that_closes_at_once() {
    for (int run = 1; run <= 200; run++) {
      FakeBackend backend = FakeBackend.busy(socket(1), 1);
      row.happened(launch());
      backend.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 50})
  void a_peer_that_turns_up_to_50_clients_away(int times) {
    FakeBackend backend = sandbox.keep(FakeBackend.busy(socket(1), times));
    row.happened(launch());
    assertThat(backend.probes()).hasSize(1);
  }

  @Test
  void a_peer_that_turns_51_clients_away() {
    FakeBackend backend = sandbox.keep(FakeBackend.busy(socket(1), 51));
    row.happened(launch());
    assertThat(backend.probes()).isEmpty();
  }

  @Test
  void a_peer_that_answers_one_byte_at_a_time() {
    sandbox.keep(FakeBackend.answeringInBytes(socket(1)));
    Sandbox.Result result = launch();
    row.happened(result);
    assertThat(waiting(result)).isBetween(1, ANSWER_BYTES);
  }

  @Test
  void a_peer_that_answers_before_it_is_asked() {
    FakeBackend backend = sandbox.keep(FakeBackend.answeringUnasked(socket(1)));
    Sandbox.Result result = launch();
    row.happened(result);
    assertThat(waiting(result)).isEqualTo(ANSWER_BYTES);
    assertThat(backend.probes()).hasSize(1);
  }

  /** How many bytes of the answer QEMU finds, none of which qrap has taken. */
  private static int waiting(Sandbox.Result result) {
    String connected = result.exec().connected().get(5);
    return Integer.parseInt(connected.substring(0, connected.indexOf(' ')));
  }

  @Test
  void a_peer_whose_queue_is_full() {
    sandbox.keep(FakeBackend.full(socket(1)));
    row.happened(launch());
  }

  @Test
  void a_peer_that_dies_between_probe_and_exec() {
    sandbox.keep(FakeBackend.dying(socket(1)));
    Sandbox.Result result = launch();
    row.happened(result);
    // The answer is there; only the end of file behind it says that nobody will answer again.
    assertThat(result.exec().descriptors().get(5)).startsWith("socket:");
  }

  @Test
  void dead_sockets_before_a_live_one() throws IOException {
    Tools.require("strace", Tools.REFERENCE);
    List<String> ours = List.of(Sandbox.QRAP, "-m", "64");
    List<String> reference = List.of(Tools.REFERENCE, "-m", "64");
    FakeBackend tenth = deadUpTo(10);
    long oursFor10 = systemCalls(ours);
    long referenceFor10 = systemCalls(reference);
    tenth.close();
    for (int number = 1; number <= 10; number++) {
      Files.delete(socket(number));
    }
    deadUpTo(98);
    row.happened(launch());

    long oursEach = Math.round((systemCalls(ours) - oursFor10) / 88.0);
    long referenceEach = Math.round((systemCalls(reference) - referenceFor10) / 88.0);
    // One to see what listens, before anything is sent to it (docs/faults.md).
    assertThat(oursEach).isBetween(1L, referenceEach + 1);
  }

  /** A backend that answers comes after them. */
  private FakeBackend deadUpTo(int last) throws IOException {
    for (int number = 1; number <= last; number++) {
      stale(socket(number));
    }
    return sandbox.keep(FakeBackend.answering(socket(last + 1)));
  }

  /** How often files, descriptors and the network were used until the end. */
  private long systemCalls(List<String> call) throws IOException {
    Path trace = sandbox.path("trace");
    List<String> arguments =
        new ArrayList<>(List.of("-f", "-qq", "-e", "trace=%file,%desc,%network"));
    arguments.addAll(List.of("-o", "/tmp/trace"));
    arguments.addAll(call);
    sandbox.program("/usr/bin/strace", arguments).run().exec();
    return Files.readAllLines(trace).size();
  }

  @Test
  void sockets_that_never_answer() throws IOException {
    sandbox.keep(FakeBackend.silent(socket(1)));
    sameUpTo(LAST - 1);
    row.happened(sandbox.qrap("-m", "64").with("QRAP_TIMEOUT", "1").run());
  }
}
