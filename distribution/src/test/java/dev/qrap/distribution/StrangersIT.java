// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose sockets are used (docs/security.md, "The backend's socket"), with real users. */
final class StrangersIT {

  private static final int STRANGER = 4711;
  private static final int NOBODY = 65534;
  private static final String SOCKET = "passt_1.socket";

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @BeforeEach
  void needsOtherUsers() {
    assumeTrue(Tools.isRoot(), "only root can give files away");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static void give(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user);
  }

  /** qrap run by an ordinary user, who has a group of the same number. */
  private Sandbox.Call by(int user, String... before) {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(List.of(Sandbox.QRAP, "-m", "64"));
    return calling(user, command);
  }

  private Sandbox.Call calling(int user, List<String> command) {
    List<String> arguments =
        new ArrayList<>(List.of("--reuid", "" + user, "--regid", "" + user, "--clear-groups"));
    arguments.addAll(command);
    return sandbox.program("/usr/bin/setpriv", arguments);
  }

  private static void refuses(Sandbox.Result result, String socket, int owner) {
    assertThat(result.started()).isEmpty();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("/tmp/" + socket + ": it belongs to user " + owner + ", who is not trusted");
  }

  @Test
  void root_uses_no_strangers_socket_and_takes_the_next() throws IOException {
    FakeBackend strangers = sandbox.backend();
    give(strangers.path(), STRANGER);
    sandbox.keep(FakeBackend.answering(sandbox.path("passt_2.socket")));
    Sandbox.Result result = sandbox.qrap("-m", "64").run();
    assertThat(result.exec().connected().values().toString()).contains("passt_2.socket");
    assertThat(strangers.probes()).isEmpty();
  }

  @Test
  void root_uses_a_strangers_socket_if_told_to() throws IOException {
    give(sandbox.backend().path(), STRANGER);
    refuses(sandbox.qrap("-m", "64").run(), SOCKET, STRANGER);
    sandbox.qrap("-m", "64").with("QRAP_SOCKET_OWNERS", "" + STRANGER).run().exec();
  }

  @Test
  void root_uses_nobodys_socket_unless_told_not_to() throws IOException {
    give(sandbox.backend().path(), NOBODY);
    sandbox.qrap("-m", "64").run().exec();
    refuses(sandbox.qrap("-m", "64").with("QRAP_SOCKET_OWNERS", "!nobody").run(), SOCKET, NOBODY);
  }

  @Test
  void an_ordinary_user_uses_roots_socket_and_no_other_users() throws IOException {
    Path path = sandbox.backend().path();
    Files.setAttribute(path, "unix:mode", 0140777);
    by(STRANGER).run().exec();
    give(path, STRANGER + 1);
    refuses(by(STRANGER).run(), SOCKET, STRANGER + 1);
    give(path, NOBODY);
    refuses(by(STRANGER).run(), SOCKET, NOBODY);
  }

  /**
   * passt's socket is for the user alone who started it: QEMU would not say that it cannot connect.
   */
  @ParameterizedTest
  @ValueSource(strings = {"descriptor", "stream"})
  void a_trusted_socket_may_still_be_closed_to_us(String exec) throws IOException {
    Path path = sandbox.backend().path();
    Files.setAttribute(path, "unix:mode", 0140755);
    give(path, STRANGER + 1);
    Sandbox.Result result =
        by(STRANGER)
            .inStickyTmp()
            .with("QRAP_EXEC", exec)
            .with("QRAP_QEMU", "qemu-system-x86_64")
            .with("QRAP_SOCKET_OWNERS", "" + (STRANGER + 1))
            .run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("/tmp/passt_1.socket: Permission denied (connect: EACCES)");
    assertThat(
            calling(STRANGER, List.of(Sandbox.QRAP, "sockets"))
                .with("QRAP_SOCKET_OWNERS", "" + (STRANGER + 1))
                .run()
                .stdout())
        .contains("/tmp/passt_1.socket  forbidden  -     " + (STRANGER + 1));
  }

  /** There every user but one looks like nobody: none of them is trusted for that. */
  @Test
  void root_of_a_user_namespace_does_not_take_strangers_for_nobody() throws IOException {
    Files.setAttribute(sandbox.path(""), "unix:mode", 041777); // sticky, as /tmp is
    Path path = sandbox.backend().path();
    Files.setAttribute(path, "unix:mode", 0140777);
    give(path, STRANGER + 1);
    refuses(by(STRANGER, "unshare", "--map-root-user").run(), SOCKET, NOBODY);
  }

  @Test
  void a_link_to_a_trusted_socket_is_not_followed() throws IOException {
    Path backend = sandbox.keep(FakeBackend.answering(sandbox.path("real.socket"))).path();
    Files.createSymbolicLink(sandbox.path(SOCKET), Path.of("/tmp").resolve(backend.getFileName()));
    Sandbox.Result result = sandbox.qrap("-m", "64").run();
    assertThat(result.started()).isEmpty();
    assertThat(result.stderr()).contains("/tmp/" + SOCKET + ": ", "symbolic link");
  }

  /** What QEMU would connect to by itself, at any time; the directory is not like /tmp. */
  private Sandbox.Result byPath(String socket) {
    return sandbox
        .qrap("-m", "64")
        .inStickyTmp()
        .with("QRAP_EXEC", "stream")
        .with("QRAP_QEMU", "qemu-system-x86_64")
        .with("QRAP_SOCKET", socket)
        .run();
  }

  private Path shared(String mode, int owner) throws IOException {
    Path shared = Files.createDirectory(sandbox.path("shared"));
    sandbox.keep(FakeBackend.answering(shared.resolve(SOCKET)));
    Files.setAttribute(shared, "unix:mode", 040000 | Integer.parseInt(mode, 8));
    give(shared, owner);
    return shared;
  }

  private static void refusesPath(Sandbox.Result result, String reason) {
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr()).contains("/" + SOCKET + ": " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"777", "775"})
  void qemu_gets_no_path_in_a_directory_that_others_can_write_to(String mode) throws IOException {
    shared(mode, 0);
    refusesPath(
        byPath("/tmp/shared/" + SOCKET),
        "QEMU itself would use the path, and others can write to the directory /tmp/shared; chmod"
            + " go-w it, or say exec=descriptor");
  }

  @Test
  void qemu_gets_no_path_in_a_sticky_directory_of_a_stranger() throws IOException {
    shared("1777", STRANGER);
    refusesPath(
        byPath("/tmp/shared/" + SOCKET),
        "QEMU itself would use the path, and the directory /tmp/shared belongs to user 4711, who is"
            + " not trusted; move the socket, or say exec=descriptor");
    // With a descriptor, such a user can only make a launch fail.
    sandbox.qrap("-m", "64").with("QRAP_SOCKET", "/tmp/shared/" + SOCKET).run().exec();
  }

  @Test
  void qemu_gets_no_path_with_a_strangers_link() throws IOException {
    shared("755", 0);
    Path link = Files.createSymbolicLink(sandbox.path("link"), Path.of("shared"));
    Files.setAttribute(link, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    refusesPath(
        byPath("/tmp/link/" + SOCKET),
        "a symbolic link in its path belongs to user 4711, who is not trusted; give the path"
            + " without the link");
  }

  private void strangersLink(String inTmp, Path target) throws IOException {
    Path link = sandbox.path(inTmp);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, target);
    Files.setAttribute(link, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * If root's qrap has a stranger's HOME, a message must not show the stranger a line of a file.
   */
  @Test
  void a_strangers_link_is_no_configuration() throws IOException {
    Path secret = sandbox.write("secret", "root:$6$hash:19000:::\n");
    Files.setAttribute(secret, "unix:mode", 0100600);
    strangersLink("home/.config/qrap/qrap.properties", Path.of("/tmp/secret"));
    Sandbox.Result result = sandbox.qrap("-m", "64").run();
    assertThat(result.started()).isEmpty();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo(
            "qrap: cannot read the configuration /tmp/home/.config/qrap/qrap.properties: a symbolic"
                + " link in its path belongs to user 4711, who is not trusted; give the path"
                + " without the link; fix or remove it\n");
  }

  @Test
  void an_ordinary_user_takes_no_configuration_of_another() throws IOException {
    Path file = sandbox.write("home/.config/qrap/qrap.properties", "timeout=1\n");
    give(file, STRANGER + 1);
    Sandbox.Result result = by(STRANGER).run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("qrap.properties belongs to user 4712, not to root or to the user who runs qrap");
  }

  @Test
  void no_jar_is_loaded_by_a_strangers_link() throws IOException {
    Path jars = Files.createDirectory(sandbox.path("jars"));
    Files.write(jars.resolve("any.jar"), new byte[] {1});
    strangersLink("path/link", Path.of("/tmp/jars"));
    Sandbox.Result result =
        sandbox.qrap("plugins").inStickyTmp().with("QRAP_PLUGIN_PATH", "/tmp/path/link").run();
    assertThat(result.stdout())
        .contains("a symbolic link in its path belongs to user 4711, who is not trusted");
  }
}
