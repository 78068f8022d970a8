// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Root.Boot;
import dev.qrap.distribution.Root.Program;
import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code exec=vhost-user} on Debian 13, with backends that run, that are started, and that end. */
final class VhostUserIT {

  private static final String[] CARD = {
    "-netdev", "user,id=n0", "-device", "virtio-net-pci,netdev=n0"
  };

  private static Root trixie() {
    Root root = Root.start("trixie");
    root.require("passt", "qemu-system-x86_64");
    return root;
  }

  private static String[] line(String beginning, String... arguments) {
    List<String> line = new ArrayList<>(List.of(beginning.split(" ")));
    line.addAll(List.of(arguments));
    return line.toArray(new String[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vhost-user", "auto"})
  void a_guest_is_connected_to_a_passt_that_runs(String exec) {
    try (Root root = trixie()) {
      String token = root.serve();
      root.passt(User.ORDINARY, "--vhost-user");

      Boot boot = root.as(User.ORDINARY).with("QRAP_EXEC", exec).boot(line("qrap -M q35", CARD));

      assertThat(boot.status()).as(boot.toString()).isZero();
      assertThat(boot.said()).contains("QEMU connects to " + Root.SOCKET + " by itself");
      assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
    }
  }

  /** A card of qrap's own fits too, without the burst that other backends get. */
  @Test
  void a_card_is_added() {
    try (Root root = trixie()) {
      String token = root.serve();
      root.passt(User.ORDINARY, "--vhost-user");

      Tools.Ended plan =
          root.as(User.ORDINARY)
              .with("QRAP_EXEC", "vhost-user")
              .run("qrap", "plan", "--", "-M", "q35");
      Boot boot = root.as(User.ORDINARY).with("QRAP_EXEC", "vhost-user").boot("qrap", "-M", "q35");

      assertThat(plan.output()).contains("virtio-net-pci").doesNotContain("x-txburst");
      assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
    }
  }

  @Test
  void each_card_gets_a_passt_of_its_own() {
    try (Root root = trixie()) {
      String token = root.serve();

      Boot boot =
          root.as(User.ORDINARY)
              .saying("qrap.every=1")
              .boot(
                  line(
                      "qrap run --exec=vhost-user -- -M q35",
                      "-netdev",
                      "user,id=n0",
                      "-netdev",
                      "user,id=n1",
                      "-device",
                      "virtio-net-pci,netdev=n0",
                      "-device",
                      "virtio-net-pci,netdev=n1"));

      assertThat(boot.status()).as(boot.toString()).isZero();
      assertThat(boot.said().split("started passt for this guest", -1)).hasSize(3);
      assertThat(boot.console().leases())
          .as(boot.toString())
          .containsExactly("10.0.2.15 via 10.0.2.2", "10.0.2.15 via 10.0.2.2");
      assertThat(boot.console().text().split(token, -1)).hasSize(3);
    }
  }

  /** The guest keeps its address, and its page can be fetched as soon as passt is back. */
  @Test
  void a_passt_that_is_started_again_is_connected_again() {
    try (Root root = trixie()) {
      root.serve();
      String[] options = {"--vhost-user", "-t", "8080:80"};
      Program passt = root.passt(User.ORDINARY, options);
      Program qrap =
          root.as(User.ORDINARY)
              .with("QRAP_EXEC", "vhost-user")
              .saying("qrap.serve=toast")
              .startGuest("/tmp/console", line("qrap -M q35", CARD));
      // Before the guest serves, a connection to it may be neither answered nor refused.
      Root.await(
          () ->
              !qrap.isAlive() || root.console("/tmp/console").text().contains("QRAP-GUEST serves"),
          "the guest serves");
      assertThat(qrap.isAlive()).as(qrap::said).isTrue();
      Root.await(() -> page(root).equals("toast"), "the guest's page");

      passt.stop("KILL");
      assertThat(page(root)).isEmpty();
      root.passt(User.ORDINARY, options);

      Root.await(() -> page(root).equals("toast"), "the guest's page after the restart");
    }
  }

  private static String page(Root root) {
    String fetch = "busybox wget -q -O - http://127.0.0.1:8080/ 2>/dev/null";
    return root.as(User.ORDINARY).run("sh", "-c", fetch).output().strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-M q35 -net nic,model=virtio-net-pci -net user",
        "-M q35 -netdev user,id=n0 -netdev hubport,id=h0,hubid=1,netdev=n0"
            + " -netdev hubport,id=h1,hubid=1 -device virtio-net-pci,netdev=h1",
        "-M q35 -netdev user,id=n0 -device e1000,netdev=n0",
        "-M pc -nic user",
      })
  void a_card_that_cannot_have_it_is_refused_and_auto_uses_another_way(String card) {
    try (Root root = trixie()) {
      String token = root.serve();

      Tools.Ended refused =
          root.as(User.ORDINARY).run(line("qrap run --exec=vhost-user --", card.split(" ")));
      Boot boot = root.as(User.ORDINARY).boot(line("qrap run --exec=auto --", card.split(" ")));

      assertThat(refused.status()).as(refused.output()).isEqualTo(1);
      assertThat(refused.output()).contains("vhost-user is not available: it needs a virtio card");
      assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
    }
  }

  /** What is left of one launch is removed by the next. */
  @Test
  void a_passt_to_which_qemu_never_connected_is_ended_by_the_next_launch() {
    try (Root root = trixie()) {
      String token = root.serve();
      String[] broken = line("qrap run --exec=vhost-user -- -M q35 -nonsense", CARD);

      Tools.Ended ended = root.as(User.ORDINARY).run(broken);
      assertThat(ended.output()).contains("-nonsense: invalid option");
      assertThat(passts(root)).isEqualTo(1);
      assertThat(left(root)).hasSize(1);
      root.as(User.ORDINARY).run(broken);
      Root.await(() -> passts(root) == 1, "the end of the first passt");
      assertThat(left(root)).hasSize(1);

      Boot boot = root.as(User.ORDINARY).boot(line("qrap run --exec=vhost-user -- -M q35", CARD));
      assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
      Root.await(() -> passts(root) == 0, "the end of all passts");
      assertThat(left(root)).hasSize(1);
    }
  }

  private static long passts(Root root) {
    return root.running().stream().filter(name -> name.startsWith("passt")).count();
  }

  private static List<String> left(Root root) {
    return root.as(User.ROOT).run("ls", "-A", "/tmp/qrap-1000").output().lines().toList();
  }

  @Test
  void a_launch_that_fails_leaves_nothing() throws IOException {
    try (Root root = trixie()) {
      Files.writeString(root.path("/tmp/home/broken"), "#!/nonexistent\n");
      Files.setPosixFilePermissions(
          root.path("/tmp/home/broken"), PosixFilePermissions.fromString("rwxr-xr-x"));
      Tools.Ended busy =
          root.as(User.ORDINARY)
              .run(line("qrap run --exec=vhost-user -p tcp:192.0.2.77:8080:80 -- -M q35", CARD));
      assertThat(busy.output()).contains("cannot forward tcp port 8080");
      Tools.Ended wrong =
          root.as(User.ORDINARY)
              .with("QRAP_PASST_OPTIONS", "--nonsense")
              .run(line("qrap run --exec=vhost-user -- -M q35", CARD));
      assertThat(wrong.output()).contains("unrecognized option '--nonsense'");

      Tools.Ended ended =
          root.as(User.ORDINARY)
              .with("QRAP_EXEC", "vhost-user")
              .with("QRAP_QEMU", "/tmp/home/broken")
              .with("QRAP_START", "always")
              .run(line("qrap -M q35 -accel kvm", CARD));
      assertThat(ended.output()).contains("cannot run QEMU");
      assertThat(left(root)).isEmpty();
      Root.await(() -> passts(root) == 0, "the end of the passt that was started");
    }
  }

  @Test
  void a_place_that_others_can_use_is_refused() {
    try (Root root = trixie()) {
      root.as(User.ORDINARY).run("mkdir", "-m", "770", "/tmp/qrap-1000");

      Tools.Ended ended =
          root.as(User.ORDINARY).run(line("qrap run --exec=vhost-user -- -M q35", CARD));

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.output())
          .contains("cannot make a directory for the socket of passt")
          .contains("is not a directory that only this user can use (mode 0700)");
      assertThat(passts(root)).isZero();
    }
  }

  @Test
  void the_socket_is_in_the_directory_of_the_session_if_there_is_one() {
    try (Root root = trixie()) {
      String token = root.serve();
      root.as(User.ORDINARY).run("mkdir", "-m", "700", "/tmp/home/session");

      Boot boot =
          root.as(User.ORDINARY)
              .with("XDG_RUNTIME_DIR", "/tmp/home/session")
              .boot(line("qrap run --exec=vhost-user -- -M q35", CARD));

      assertThat(boot.said()).contains("QEMU connects to /tmp/home/session/qrap/");
      assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
    }
  }
}
