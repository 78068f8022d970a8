// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that qrap is started in, and that change something around it: docs/faults.md. */
final class PlacesIT {

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** An ordinary user may run anything as root; it is a user that every Debian has. */
  private static final String SUDOERS =
      """
      Defaults !use_pty
      daemon ALL=(ALL) NOPASSWD: SETENV: ALL
      """;

  private static final int DAEMON = 1;

  /** qrap of that user, by sudo with options between spaces. */
  private Sandbox.Call sudo(String options) throws IOException {
    assumeTrue(Tools.isRoot(), "only root can run sudo as another user");
    Tools.require("sudo", "setpriv");
    sandbox.write("sudoers", SUDOERS);
    List<String> command =
        new ArrayList<>(List.of("--reuid", "daemon", "--regid", "daemon", "--init-groups"));
    command.addAll(List.of("sudo", "-n"));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of(Sandbox.QRAP, "5", "/tmp/bin/kvm", "-m", "64"));
    return sandbox
        .program("/usr/bin/setpriv", command)
        .after("chmod 440 /tmp/sudoers; mount --bind /tmp/sudoers /etc/sudoers");
  }

  private static final String STANDIN = "STANDIN_OUT=/tmp/started.1";

  @Test
  void sudo_takes_the_users_settings_away() throws IOException {
    sandbox.backend();
    sandbox.keep(FakeBackend.answering(sandbox.path("own.socket")));
    Started started = sudo(STANDIN).with("QRAP_SOCKET", "/tmp/own.socket").run().exec();

    assertThat(started.connected().values().toString()).contains("/passt_1.socket");
    assertThat(started.environment()).contains("SUDO_USER=daemon", "HOME=/root");
    assertThat(started.environment()).noneMatch(variable -> variable.startsWith("QRAP_"));
  }

  @Test
  void sudo_can_keep_them() throws IOException {
    sandbox.backend();
    sandbox.keep(FakeBackend.answering(sandbox.path("own.socket")));
    Started started = sudo("-E").with("QRAP_SOCKET", "/tmp/own.socket").run().exec();

    assertThat(started.connected().values().toString()).contains("/own.socket");
    assertThat(started.environment()).contains("SUDO_USER=daemon", "QRAP_SOCKET=/tmp/own.socket");
  }

  /** sudo trusts the users that may become root, but the file in HOME may belong to anybody. */
  @Test
  void root_reads_no_configuration_of_the_user_whose_home_sudo_keeps() throws IOException {
    sandbox.backend();
    sandbox.write("home/.config/qrap/qrap.properties", "timeout=5\n");
    Tools.run(Path.of("/"), List.of("chown", "-R", "daemon", sandbox.path("home").toString()));
    Sandbox.Result result = sudo("-E").run();

    assertThat(result.started()).isEmpty();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo(
            "qrap: the configuration /tmp/home/.config/qrap/qrap.properties belongs to user 1, not"
                + " to root, who runs qrap; chown it to root or remove it\n");
  }

  @Test
  void root_uses_the_backend_of_the_user_if_it_is_told_to() throws IOException {
    Path socket = sandbox.backend().path();
    Files.setAttribute(socket, "unix:uid", DAEMON);

    assertThat(sudo(STANDIN).run().stderr())
        .contains("it belongs to user 1, who is not trusted; the setting socket.owners can");
    assertThat(sudo("QRAP_SOCKET_OWNERS=1 STANDIN_OUT=/tmp/started.2").run().exec().connected())
        .hasSize(1);
  }

  /** With namespaces of all kinds, another user, no capabilities, and a read-only root. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--unshare-all",
        "--unshare-user --uid 1000 --gid 1000",
        "--unshare-all --new-session --die-with-parent --cap-drop ALL"
      })
  void bubblewrap_changes_nothing(String options) {
    Tools.require("bwrap");
    sandbox.backend();
    List<String> arguments = new ArrayList<>();
    for (String option : options.split(" ", -1)) {
      if (!option.isEmpty()) {
        arguments.add(option);
      }
    }
    arguments.addAll(List.of("--ro-bind", "/", "/", "--bind", "/tmp", "/tmp"));
    arguments.addAll(List.of("--dev", "/dev", "--proc", "/proc", Sandbox.QRAP, "-m", "64"));
    Sandbox.Result result = sandbox.program("/usr/bin/bwrap", arguments).run();

    assertThat(result.exec().connected()).as(result.stderr()).hasSize(1);
    assertThat(result.exec().descriptors()).containsKeys(0, 1, 2);
    assertThat(result.stderr()).isEqualTo("Connected to /tmp/passt_1.socket\n");
  }

  private Sandbox.Result onLostTerminal(String... arguments) {
    if (!Files.exists(sandbox.path("bin/lostterminal"))) {
      sandbox.put("lostterminal", "bin/lostterminal");
    }
    List<String> command = new ArrayList<>(List.of(Sandbox.QRAP));
    command.addAll(List.of(arguments));
    return sandbox.program("/tmp/bin/lostterminal", command).run();
  }

  @Test
  void a_launch_needs_no_terminal_to_write_to() {
    sandbox.backend();
    Sandbox.Result result = onLostTerminal("-m", "64");

    assertThat(result.status()).isEqualTo(Sandbox.STANDIN_STATUS);
    assertThat(result.exec().connected()).hasSize(1);
    assertThat(result.exec().descriptors()).containsKeys(0, 1, 2);
  }

  @Test
  void a_failure_on_a_lost_terminal_still_has_its_status() {
    assertThat(onLostTerminal("-m", "64").status()).isEqualTo(1);
    assertThat(onLostTerminal("plan", "--", "-m", "64").status()).isEqualTo(1);
  }

  /** An older and a newer image, at the same time, in one home. */
  @Test
  void two_images_share_a_cache_and_a_directory_of_sockets() throws IOException {
    List<Path> images = ImageIT.images();
    assumeTrue(images.size() > 1, "there is an image of one JDK alone");
    sandbox.keep(FakeBackend.answering(sandbox.path("passt_1.socket")));
    Tools.run(
        Path.of("/"),
        List.of("cp", "-r", images.get(1).toString(), sandbox.path("other").toString()));
    List<Sandbox.Running> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (String image : List.of("image", "other")) {
        running.add(
            sandbox
                .program("/tmp/" + image + "/bin/qrap", List.of("-version-is-no-option"))
                .inStickyTmp()
                .with("QRAP_EXEC", "stream")
                .with("QRAP_QEMU", "qemu-system-x86_64")
                .start());
      }
    }
    for (Sandbox.Running launch : running) {
      assertThat(launch.end().stderr()).contains("QEMU connects to /tmp/passt_1.socket by itself");
    }
    // Whole, of one of them; a file that a version cannot read is replaced (CachedHelpTest).
    try (var files = Files.list(sandbox.path("home/.cache/qrap"))) {
      for (Path file : files.toList()) {
        assertThat(file).content().startsWith("qrap 2\n").containsPattern("\nend [0-9a-f]+\n$");
      }
    }
  }

  /** From where nothing can start up to where all can, qrap says what is too low. */
  @Test
  void a_full_process_limit_is_named_until_it_is_enough() throws IOException {
    assumeTrue(Tools.isRoot(), "only root can be a user of its own");
    Tools.require("prlimit", "setpriv");
    // In place of passt, an echo.
    sandbox.write("bin/passt", "#!/bin/sh\nexec cat <&3 >&3\n").toFile().setExecutable(true);
    boolean spawnFailed = false;
    boolean launched = false;
    for (int limit = 5; limit < 80 && !launched; limit++) {
      List<String> command = new ArrayList<>(List.of("--reuid=4712", "--regid=4712"));
      command.addAll(List.of("--clear-groups", "prlimit", "--nproc=" + limit, Sandbox.QRAP));
      command.addAll(List.of("run", "--start=always", "/tmp/bin/kvm", "-nic", "user"));
      Sandbox.Result result =
          sandbox
              .program("/usr/bin/setpriv", command)
              .with("QRAP_UNSUPPORTED", "convert")
              .with("HOME", "/tmp/empty")
              .run();
      launched = result.started().isPresent();
      spawnFailed |=
          result.stderr().contains("(EAGAIN); raise the limit of processes (ulimit -u)\n");
      assertThat(launched || !result.stderr().isEmpty()).as("limit " + limit).isTrue();
      assertThat(result.stderr()).doesNotContain("Exception in");
    }
    assertThat(launched).isTrue();
    assertThat(spawnFailed).isTrue();
  }

  private static Path fakeTime() {
    Tools.require("faketime");
    for (String machine : List.of("x86_64", "aarch64")) {
      Path library = Path.of("/usr/lib/" + machine + "-linux-gnu/faketime/libfaketimeMT.so.1");
      if (Files.exists(library)) {
        return library;
      }
    }
    Tools.missing("there is no libfaketimeMT.so.1");
    throw new AssertionError();
  }

  /** Before the image was made, and long after. */
  @ParameterizedTest
  @ValueSource(strings = {"-20y", "+50y"})
  void the_date_does_not_matter(String date) {
    sandbox.backend();
    Sandbox.Result result =
        sandbox
            .qrap("-m", "64")
            .with("LD_PRELOAD", fakeTime().toString())
            .with("FAKETIME", date)
            .with("DONT_FAKE_MONOTONIC", "1")
            .with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=/tmp/load")
            .run();

    assertThat(result.exec().connected()).hasSize(1);
    assertThat(sandbox.path("load"))
        .content()
        .containsPattern("dev\\.qrap\\.cli\\.Main source: shared objects file");
  }

  /** As if somebody set it back all the while: a wait by that clock would never end. */
  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void a_clock_that_stands_still_ends_no_wait_late(Path image) {
    try (Sandbox still = Sandbox.of(image)) {
      still.keep(FakeBackend.silent(still.path("silent.socket")));
      Sandbox.Result result =
          still
              .qrap("-m", "64")
              .with("LD_PRELOAD", fakeTime().toString())
              .with("FAKETIME", "+0 x0.000001")
              .with("DONT_FAKE_MONOTONIC", "1")
              .with("QRAP_SOCKET", "/tmp/silent.socket")
              .with("QRAP_TIMEOUT", "1")
              .run();

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stderr()).contains("/tmp/silent.socket");
    }
  }
}
