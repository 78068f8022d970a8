// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.testkit.FakeBackend;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls for which QEMU needs no network go straight to QEMU, in both modes (docs/compatibility.md,
 * {@code PASS_THROUGH}).
 */
final class NetworklessIT {

  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = Sandbox.of(Sandbox.IMAGE);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static List<String> words(String line) {
    return new ArrayList<>(List.of(line.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-version",
        "-m 64 -netdev user,id=n0 -help",
        "-device help",
        "-netdev help",
        "-device virtio-net-pci,help",
        "-machine none -nodefaults",
      })
  void run_unchanged_without_a_backend(String line) {
    Sandbox.Result result = sandbox.qrap(words(line)).run();
    List<String> expected = words(line);
    expected.add(0, "kvm");
    assertThat(result.exec().arguments()).isEqualTo(expected);
    assertThat(result.exec().descriptors()).containsOnlyKeys(0, 1, 2);
    assertThat(result.stderr()).isEmpty();
    assertThat(result.stdout()).isEmpty();
  }

  @Test
  void run_unchanged_in_explicit_mode() {
    Sandbox.Result result = sandbox.qrap("5", "kvm", "-device", "e1000,help").run();
    assertThat(result.exec().arguments()).containsExactly("kvm", "-device", "e1000,help");
    assertThat(result.exec().descriptors()).containsOnlyKeys(0, 1, 2);
    assertThat(result.stderr()).isEmpty();
  }

  @Test
  void include_libvirts_look_at_the_emulator() throws Exception {
    List<String> probe =
        Files.readAllLines(Path.of("src/test/resources/captures/probe1.txt"), ISO_8859_1);
    Sandbox.Result result = sandbox.qrap(probe).run();
    assertThat(result.exec().arguments()).containsSubsequence(probe).hasSize(probe.size() + 1);
  }

  @Test
  void use_up_no_backend() throws Exception {
    FakeBackend backend = sandbox.backend();
    sandbox.qrap("-version").run().exec();
    byte[] ours = {1};
    try (SocketChannel client =
        SocketChannel.open(UnixDomainSocketAddress.of(sandbox.path("passt_1.socket")))) {
      client.write(ByteBuffer.wrap(ours));
      backend.awaitProbe();
    }
    // Clients are served in their order: had qrap been there, its probe would be the first.
    assertThat(backend.probes().get(0)).isEqualTo(ours);
  }

  @Test
  void are_not_stopped_by_a_broken_configuration() {
    sandbox.write("home/.config/qrap/qrap.properties", "nonsense\n");
    Sandbox.Result result = sandbox.qrap("-version").run();
    assertThat(result.exec().arguments()).containsExactly("kvm", "-version");
    assertThat(result.stderr()).contains("qrap.properties:1").doesNotContain("nonsense");
  }
}
