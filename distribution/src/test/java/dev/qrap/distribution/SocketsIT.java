// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@code qrap sockets} sees what there is and disturbs nobody. Those that listen do so outside of
 * the sandbox, where the path is another one.
 */
final class SocketsIT {

  private static final int STRANGER = 4711;
  private static final String SOCKET = "passt_1.socket";

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private String shows(int status, String... arguments) {
    String[] vector = new String[arguments.length + 1];
    vector[0] = "sockets";
    System.arraycopy(arguments, 0, vector, 1, arguments.length);
    return shows(status, sandbox.qrap(vector));
  }

  private static String shows(int status, Sandbox.Call call) {
    Sandbox.Result result = call.run();
    assertThat(result.stderr()).isEmpty();
    assertThat(result.status()).as(result.stdout()).isEqualTo(status);
    return result.stdout().replaceAll(" +", " ");
  }

  @Test
  void a_one_off_passt_is_shown_and_still_serves_a_launch() throws Exception {
    Process passt = sandbox.passt(SOCKET, "--one-off");
    for (int i = 0; i < 3; i++) {
      assertThat(shows(0, "--json")).contains("\"socket\":\"/tmp/passt_1.socket\"", "listening");
    }
    if (Tools.isRoot()) { // to others, passt's descriptors are hidden
      assertThat(shows(0)).containsPattern("listening passt \\d+ " + passt.pid() + " passt");
    }
    assertThat(passt.isAlive()).isTrue();
    assertThat(sandbox.qrap("-m", "64").run().exec().connected()).hasSize(1);
    assertThat(passt.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(shows(1)).contains("/tmp/passt_1.socket dead ");
  }

  @Test
  void a_passt_with_a_client_is_in_use_until_that_leaves() throws Exception {
    sandbox.passt(SOCKET);
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.connect(UnixDomainSocketAddress.of(sandbox.path(SOCKET)));
      assertThat(shows(1)).contains("/tmp/passt_1.socket in use ");
    }
    assertThat(shows(0)).contains("/tmp/passt_1.socket listening ");
  }

  @Test
  void nobody_is_connected_to() {
    FakeBackend backend = sandbox.backend();
    FakeBackend full = sandbox.keep(FakeBackend.full(sandbox.path("passt_7.socket")));
    assertThat(shows(0))
        .contains("/tmp/passt_1.socket listening ", "/tmp/passt_7.socket in use ")
        .doesNotContain("passt_2.socket");
    assertThat(backend.probes()).isEmpty();
    assertThat(full.probes()).isEmpty();
    // A client that only came and went would have been served, and so be the first in this list.
    sandbox.qrap("-m", "64").run().exec();
    assertThat(backend.probes()).hasSize(1);
  }

  @Test
  void a_socket_that_took_the_name_of_one_that_listens_is_dead() throws IOException {
    Path path = sandbox.path(SOCKET);
    try (ServerSocketChannel older = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      older.bind(UnixDomainSocketAddress.of(path));
      Files.delete(path);
      ServerSocketChannel newer = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      newer.bind(UnixDomainSocketAddress.of(path));
      assertThat(shows(0)).contains("/tmp/passt_1.socket listening ");
      newer.close();
      assertThat(shows(1)).contains("/tmp/passt_1.socket dead ");
    }
  }

  @Test
  void a_strangers_is_untrusted() throws IOException {
    assumeTrue(Tools.isRoot(), "only root can give files away");
    Path path = sandbox.backend().path();
    Files.setAttribute(path, "unix:uid", STRANGER);
    assertThat(shows(1))
        .contains(
            "/tmp/passt_1.socket untrusted - 4711 " + ProcessHandle.current().pid() + " java ")
        .contains("it belongs to user 4711, who is not trusted", "(somebody listens)");
    Sandbox.Call trusting = sandbox.qrap("sockets").with("QRAP_SOCKET_OWNERS", "4711");
    assertThat(shows(0, trusting)).contains("/tmp/passt_1.socket listening passt 4711 ");
  }

  /** Others may write into this /tmp until it is sticky. */
  @Test
  void a_path_that_QEMU_would_not_get_is_said_where_QEMU_would_need_it() {
    Tools.require("qemu-system-x86_64");
    sandbox.backend();
    assertThat(shows(0)).contains("/tmp/passt_1.socket listening ");
    assertThat(shows(1, byPath("sockets"))).contains("QEMU does not get its path: ");
    assertThat(byPath("doctor").run().stdout())
        .contains("/tmp/passt_1.socket is listening, but QEMU does not get its path: ");
    assertThat(byPath("-S").run().stderr()).contains("/tmp/passt_1.socket: ");
    assertThat(shows(0, byPath("sockets").inStickyTmp())).doesNotContain("QEMU does not get");
  }

  private Sandbox.Call byPath(String command) {
    return sandbox
        .qrap(command)
        .with("QRAP_EXEC", "stream")
        .with("QRAP_QEMU", "qemu-system-x86_64");
  }

  @Test
  void what_is_no_socket_is_untrusted() throws IOException {
    sandbox.write(SOCKET, "");
    Files.createSymbolicLink(sandbox.path("passt_2.socket"), Path.of(SOCKET));
    assertThat(shows(1)).contains("not a socket", "a symbolic link, which is not followed");
  }

  @Test
  void a_configured_one_is_shown_though_it_is_missing() {
    Sandbox.Call call = sandbox.qrap("sockets", "--json").with("QRAP_SOCKET", "/tmp/a b");
    assertThat(shows(1, call)).isEqualTo("[{\"socket\":\"/tmp/a b\",\"state\":\"missing\"}]\n");
  }

  @Test
  void none_at_all_is_one_line() {
    assertThat(shows(1, "--json")).isEqualTo("[]\n");
    assertThat(shows(1))
        .startsWith(
            "no backend's socket is there; a launch looks for /tmp/passt_1.socket .."
                + " /tmp/passt_99.socket\n"
                + "Let qrap start one");
  }
}
