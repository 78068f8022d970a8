// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code exec=stream} and {@code exec=auto}. RealGuestIT has guests that fetch their page so. QEMU
 * 7.2 cannot reconnect: newer ones are played by a script that says what they would.
 */
final class StreamIT {

  private static final String QEMU = "qemu-system-x86_64";
  private static final String SOCKET = "passt_1.socket";
  private static final String INFO = RealQemu.monitor("info network");

  /** Of which the second is from QEMU's documentation. */
  private static final String HELP =
      """
      -netdev user,id=str
      -netdev stream,id=str[,server=on|off],addr.type=unix,addr.path=path[,reconnect-ms=milliseconds]
      """;

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** QEMU connects to no socket in a directory where others can exchange it. */
  private Sandbox.Call qrap(List<String> arguments) {
    return sandbox.qrap(arguments).inStickyTmp();
  }

  private RealQemu launch(String exec, String socket, String line) {
    Tools.require(QEMU);
    return RealQemu.launch(
        arguments -> qrap(arguments).with("QRAP_EXEC", exec).with("QRAP_SOCKET", "/tmp/" + socket),
        QEMU,
        null,
        List.of(line.split(" ", -1)),
        List.of(INFO));
  }

  /** A QEMU that writes down how it is called. */
  private Path script(String text) throws IOException {
    Path script = sandbox.write("bin/fake", "#!/bin/sh\necho \"$*\" >>/tmp/asked\n" + text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    sandbox.write("asked", "");
    return script;
  }

  private Sandbox.Result launchScript(String exec, String... line) {
    return qrap(List.of(line)).with("QRAP_QEMU", "fake").with("QRAP_EXEC", exec).run();
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(sandbox.path("asked"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-netdev user,id=n0 -device e1000,netdev=n0",
        "-netdev {\"type\":\"user\",\"id\":\"n0\"} -device {\"driver\":\"e1000\",\"netdev\":\"n0\"}"
      })
  void a_one_off_passt_is_left_to_qemu(String line) throws Exception {
    String socket = "a, \"b\" ,c.socket";
    Process passt = sandbox.passt(socket, "--one-off");

    RealQemu qemu = launch("stream", socket, line);

    assertThat(qemu.result().status()).as(qemu.complaint()).isZero();
    assertThat(qemu.texts()).containsExactly("e1000 at pci.0/03.0 on n0=stream");
    assertThat(qemu.answers().toString()).contains("type=stream").doesNotContain("error");
    assertThat(passt.waitFor(20, TimeUnit.SECONDS)).as("QEMU was its client").isTrue();
  }

  @Test
  void a_busy_passt_is_waited_for() throws Exception {
    sandbox.passt(SOCKET);
    Sandbox.Running qrap;
    try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.connect(UnixDomainSocketAddress.of(sandbox.path(SOCKET)));
      qrap =
          qrap(List.of("-display", "none", "-qmp", "stdio"))
              .with("QRAP_QEMU", QEMU)
              .with("QRAP_EXEC", "stream")
              .with("QRAP_LOG", "debug")
              .input("{\"execute\":\"qmp_capabilities\"}\n{\"execute\":\"quit\"}\n")
              .start();
      while (!Files.readString(sandbox.path("stderr.1")).contains("busy with another client")) {
        assertThat(qrap.isAlive()).isTrue();
        Thread.sleep(20);
      }
    }

    Sandbox.Result result = qrap.end();

    assertThat(result.status()).as(result.stderr()).isZero();
    assertThat(result.stderr())
        .contains("/tmp/passt_1.socket: listens and has no client (attempt ")
        .endsWith("QEMU connects to /tmp/passt_1.socket by itself\n");
  }

  @Test
  void a_dead_socket_is_our_message() throws IOException {
    try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      gone.bind(UnixDomainSocketAddress.of(sandbox.path(SOCKET)));
    }
    RealQemu qemu = launch("stream", SOCKET, "-S");
    assertThat(qemu.result().status()).isEqualTo(1);
    assertThat(qemu.result().stderr())
        .isEqualTo(
            """
            qrap: no network backend answers:
              /tmp/passt_1.socket: Connection refused (connect: ECONNREFUSED)
            Let qrap start one (qrap run, or the setting start=if-none), start one yourself, or name its socket (the setting socket=)
            """);
  }

  @Test
  void nobody_is_connected_to_and_qemu_is_asked_once() throws IOException {
    script("[ \"$1\" = -help ] && exec cat /tmp/help\nexit 0\n");
    sandbox.write("help", HELP);
    FakeBackend backend = sandbox.backend();
    String launched =
        "-S -device virtio-net-pci,id=qrap-net0,netdev=qrap0,x-txburst=4096 -netdev"
            + " stream,addr.path=/tmp/passt_1.socket,server=off,addr.type=unix,reconnect-ms=1000,"
            + "id=qrap0";

    for (int launches = 1; launches <= 2; launches++) {
      Sandbox.Result result = launchScript("stream", "-S");
      assertThat(result.stderr())
          .isEqualTo("qrap: QEMU connects to /tmp/passt_1.socket by itself\n");
    }
    assertThat(asked()).containsExactly("-help", launched, launched);
    // As an upgrade would.
    Files.setLastModifiedTime(sandbox.path("bin/fake"), FileTime.fromMillis(1));
    launchScript("stream", "-S");
    assertThat(asked()).containsExactly("-help", launched, launched, "-help", launched);
    // A client that only came and went would have been served, and so be the first in this list.
    sandbox.qrap("-m", "64").run().exec();
    assertThat(backend.probes()).hasSize(1);
  }

  /** In /tmp, anybody could listen on the path as soon as the socket is removed. */
  @Test
  void auto_lets_qemu_connect_again_only_where_nobody_else_can_listen() throws IOException {
    script("[ \"$1\" = -help ] && exec cat /tmp/help\nexit 0\n");
    sandbox.write("help", HELP);
    Path socket = sandbox.backend().path();
    launchScript("auto", "-S");
    assertThat(asked()).last().asString().endsWith("-netdev socket,fd=5,id=qrap0");

    Files.createDirectory(sandbox.path("own"));
    Files.move(socket, sandbox.path("own/passt_1.socket"));
    qrap(List.of("-S"))
        .with("QRAP_QEMU", "fake")
        .with("QRAP_EXEC", "auto")
        .with("QRAP_SOCKET", "/tmp/own/passt_1.socket")
        .run();
    assertThat(asked())
        .last()
        .asString()
        .contains("-netdev stream,addr.path=/tmp/own/passt_1.socket,")
        .contains(",reconnect-ms=1000,");
  }

  @Test
  void by_default_nothing_is_asked() throws IOException {
    script("exit 0\n");
    sandbox.backend();
    sandbox.qrap("-S").with("QRAP_QEMU", "fake").run();
    launchScript("descriptor", "-S");
    assertThat(asked()).hasSize(2).allMatch(call -> call.endsWith("-netdev socket,fd=5,id=qrap0"));
    assertThat(sandbox.path("home/.cache")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"exit 1", "kill -SEGV $$", "[ \"$1\" != -help ] || exec sleep 1000"})
  void a_qemu_that_does_not_answer_is_said(String behaviour) throws IOException {
    script(behaviour + "\n");
    sandbox.backend();
    Sandbox.Result result = launchScript("stream", "-S");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .startsWith(
            "qrap: no way to connect /tmp/bin/fake to a backend\n"
                + "  stream is not available: QEMU does not say what it can do (-help);"
                + " exec=descriptor works with every QEMU\n");
    // It has the descriptor, too, and needs to know nothing for that.
    launchScript("auto", "-S");
    assertThat(asked()).last().asString().endsWith("-netdev socket,fd=5,id=qrap0");
  }

  @Test
  void explicit_mode_hands_a_connection_over() {
    sandbox.backend();
    Sandbox.Result result = sandbox.qrap("5", "kvm", "-S").with("QRAP_EXEC", "stream").run();
    assertThat(result.exec().connected()).containsOnlyKeys(5);
    assertThat(result.stderr()).isEqualTo("Connected to /tmp/passt_1.socket\n");
  }

  @ParameterizedTest
  @CsvSource({"-nic user,-nic", "-net nic -net user,-net"})
  void what_qemu_takes_in_netdev_alone_is_said(String line, String option) throws Exception {
    sandbox.passt(SOCKET);
    RealQemu qemu = launch("stream", SOCKET, line);
    assertThat(qemu.result().status()).isEqualTo(1);
    assertThat(qemu.result().stderr())
        .contains("QEMU takes it as -netdev alone, not as " + option, "or say exec=descriptor");

    RealQemu connected = launch("auto", SOCKET, line);
    assertThat(connected.result().status()).as(connected.complaint()).isZero();
    assertThat(connected.answers().toString()).contains("type=socket");
  }

  /** QEMU itself would start without a network, and say nothing. */
  @Test
  void a_path_that_qemu_cannot_open_is_our_message() throws IOException {
    String longer = "a".repeat(110 - "/tmp/".length()) + ".socket";
    Files.move(sandbox.backend().path(), sandbox.path(longer)); // nobody can listen on it directly
    Sandbox.Result result =
        qrap(List.of("-m", "64"))
            .with("QRAP_EXEC", "stream")
            .with("QRAP_SOCKET", "/tmp/" + longer)
            .with("QRAP_QEMU", QEMU)
            .run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .contains(longer + ": QEMU itself needs a path of at most 107 bytes\n");
  }

  /** QEMU may go into the background, where a relative path would lead elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"passt_1.socket", "/tmp/link/passt_1.socket"})
  void qemu_gets_the_path_without_links(String socket) throws IOException {
    script("[ \"$1\" = -help ] && exec cat /tmp/help\nexit 0\n");
    sandbox.write("help", HELP);
    sandbox.backend();
    Files.createSymbolicLink(sandbox.path("link"), Path.of("."));
    Sandbox.Result result =
        qrap(List.of("-S"))
            .with("QRAP_QEMU", "fake")
            .with("QRAP_EXEC", "stream")
            .with("QRAP_SOCKET", socket)
            .run();
    assertThat(result.stderr()).isEqualTo("qrap: QEMU connects to /tmp/passt_1.socket by itself\n");
    assertThat(asked()).last().asString().contains(",addr.path=/tmp/passt_1.socket,");
  }

  @Test
  void a_passt_that_is_to_be_started_has_no_path() {
    Sandbox.Result result =
        sandbox
            .qrap("run", "--start=if-none", "--exec=stream", "--qemu=" + QEMU, "--", "-m", "64")
            .run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("\nqrap can start a backend for this guest (start=) only with exec=descriptor\n");
  }
}
