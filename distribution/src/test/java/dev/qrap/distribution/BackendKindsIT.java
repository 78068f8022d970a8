// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Root.Boot;
import dev.qrap.distribution.Root.Program;
import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real backends that are not a passt that speaks frames: what listens is known before it is asked.
 */
final class BackendKindsIT {

  private static final String GVPROXY = "/tmp/gvproxy.sock";

  /** gvproxy's addresses: the first guest, the gateway, and the host. */
  private static final String GUEST = "192.168.127.3";

  private static final String LEASE = GUEST + " via 192.168.127.1";
  private static final String HOST = "qrap.host=192.168.127.254";

  private static Root trixie() {
    Root root = Root.start("trixie");
    root.require("gvproxy", "passt");
    return root;
  }

  private static Program gvproxy(Root root) {
    Program gvproxy =
        root.as(User.ORDINARY)
            .start("gvproxy", "-ssh-port", "-1", "-listen-qemu", "unix://" + GVPROXY);
    awaitListener(root, GVPROXY, gvproxy);
    return gvproxy;
  }

  private static void awaitListener(Root root, String path, Program program) {
    String listens = "grep -q ' 00010000 .* " + path + "$' /proc/net/unix";
    Root.await(
        () -> !program.isAlive() || root.as(User.ROOT).run("sh", "-c", listens).status() == 0,
        path + " is listened on");
    assertThat(program.isAlive()).as(program::said).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"descriptor", "stream"})
  void a_guest_on_gvproxy_gets_its_lease_and_fetches_a_page(String way) {
    try (Root root = trixie()) {
      String token = root.serve();
      Program gvproxy = gvproxy(root);

      Boot boot =
          root.as(User.ORDINARY).with("QRAP_EXEC", way).saying(HOST).boot("qrap", "-M", "q35");

      assertThat(boot.status()).as(boot.toString()).isZero();
      assertThat(boot.said()).contains(GVPROXY);
      assertThat(boot.console().leases()).containsExactly(LEASE);
      assertThat(boot.console().page()).containsExactly(token);
      Root.await(() -> !gvproxy.isAlive(), "gvproxy ends with its client");
    }
  }

  @Test
  void looking_does_not_use_gvproxy_up() {
    try (Root root = trixie()) {
      Program gvproxy = gvproxy(root);

      Tools.Ended sockets = root.as(User.ORDINARY).run("qrap", "sockets");
      Tools.Ended doctor = root.as(User.ORDINARY).run("qrap", "doctor");

      assertThat(sockets.status()).isZero();
      assertThat(sockets.output()).containsPattern(GVPROXY + " +listening +gvproxy +1000 ");
      assertThat(doctor.output())
          .containsPattern("PASS +backend +" + GVPROXY + " is listening, kind gvproxy, owner 1000");
      assertThat(gvproxy.isAlive()).isTrue();
    }
  }

  @Test
  void a_launch_that_fails_after_the_probe_says_that_gvproxy_is_lost() throws IOException {
    try (Root root = trixie()) {
      Program gvproxy = gvproxy(root);
      Files.writeString(root.path("/tmp/home/broken"), "#!/nonexistent\n");
      Files.setPosixFilePermissions(
          root.path("/tmp/home/broken"), PosixFilePermissions.fromString("rwxr-xr-x"));

      Tools.Ended ended =
          root.as(User.ORDINARY).with("QRAP_QEMU", "/tmp/home/broken").run("qrap", "-M", "q35");

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.output())
          .contains("cannot run QEMU")
          .endsWith(
              "\nThe backend at "
                  + GVPROXY
                  + " serves one connection and ends now; start it again before the next launch\n");
      Root.await(() -> !gvproxy.isAlive(), "gvproxy ends with its client");
    }
  }

  /** The guest serves the page, on a port that is forwarded by gvproxy's own service. */
  @Test
  void a_gvproxy_that_is_started_forwards_ports_and_leaves_nothing() {
    try (Root root = trixie()) {
      Program qrap =
          root.as(User.ORDINARY)
              .with("XDG_RUNTIME_DIR", "/tmp/home")
              .saying("qrap.serve=toast qrap.host=192.168.127.1")
              .startGuest(
                  "/tmp/home/console",
                  "qrap",
                  "run",
                  "--start=gvproxy",
                  "-p",
                  "tcp:127.0.0.1:8080:80",
                  "--",
                  "-M",
                  "q35",
                  "-nic",
                  "user,model=virtio-net-pci");
      Root.await(
          () ->
              !qrap.isAlive()
                  || root.console("/tmp/home/console").text().contains("QRAP-GUEST serves"),
          "the guest serves");

      assertThat(qrap.isAlive()).as(qrap::said).isTrue();
      assertThat(qrap.said()).contains("qrap: started gvproxy for this guest\n");
      assertThat(root.console("/tmp/home/console").leases()).containsExactly(LEASE);
      Root.await(() -> page(root, "").equals("toast"), "the guest's page");
      assertThat(root.as(User.ROOT).run("ls", "-A", "/tmp/home").output()).isEqualTo("console\n");

      page(root, "cgi-bin/off");
      Root.await(() -> !qrap.isAlive(), "the guest powers off");
      Root.await(() -> !root.running().contains("gvproxy"), "the end of gvproxy");
    }
  }

  private static String page(Root root, String path) {
    String fetch = "busybox wget -q -O - http://127.0.0.1:8080/" + path + " 2>/dev/null";
    return root.as(User.ORDINARY).run("sh", "-c", fetch).output().strip();
  }

  @Test
  void a_gvproxy_that_cannot_forward_a_port_is_stopped() {
    try (Root root = trixie()) {
      Tools.Ended ended =
          root.as(User.ORDINARY)
              .run("qrap", "run", "--start=gvproxy", "-p", "tcp:192.0.2.77:8080:80", "--", "-S");

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.output()).contains("cannot forward tcp port 8080");
      Root.await(() -> !root.running().contains("gvproxy"), "the end of gvproxy");
      assertThat(root.as(User.ROOT).run("sh", "-c", "ls -d /tmp/qrap-* 2>&1").status()).isNotZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"descriptor", "stream"})
  void a_passt_that_speaks_vhost_user_is_passed_over(String way) {
    try (Root root = trixie()) {
      Program vhostUser = root.passt(User.ORDINARY, "--vhost-user");

      Tools.Ended failed =
          root.as(User.ORDINARY).with("QRAP_EXEC", way).run("qrap", "-M", "q35", "-S");
      Tools.Ended sockets = root.as(User.ORDINARY).run("qrap", "sockets");
      Tools.Ended doctor = root.as(User.ORDINARY).run("qrap", "doctor");

      assertThat(failed.status()).isEqualTo(1);
      assertThat(failed.output())
          .contains(
              "\n  "
                  + Root.SOCKET
                  + ": a backend of the kind passt-vhost-user listens there, which speaks"
                  + " vhost-user, and QEMU would speak plain Ethernet frames\n");
      assertThat(sockets.status()).isEqualTo(1);
      assertThat(sockets.output()).containsPattern(Root.SOCKET + " +listening +passt-vhost-user ");
      assertThat(doctor.output())
          .contains(Root.SOCKET + " is listening, but does not speak plain Ethernet frames");
      assertThat(vhostUser.isAlive()).as(vhostUser::said).isTrue();

      String token = root.serve();
      Program frames = root.as(User.ORDINARY).start("passt", "-f", "-s", "/tmp/passt_2.socket");
      awaitListener(root, "/tmp/passt_2.socket", frames);
      Boot boot = root.as(User.ORDINARY).with("QRAP_EXEC", way).boot("qrap", "-M", "q35");
      assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
      assertThat(vhostUser.isAlive()).as(vhostUser::said).isTrue();
    }
  }

  /** Each launch is the next client of that passt, and leaves when it has answered. */
  @Test
  void the_passt_of_2025_survives_launches_that_fail_after_the_probe() {
    try (Root root = trixie()) {
      Program passt = root.passt(User.ORDINARY);
      String launches =
          "printf '#!/nonexistent\\n' >/tmp/home/broken; chmod +x /tmp/home/broken;"
              + " for round in $(seq 200); do qrap 5 /tmp/home/broken 2>&1; done; :";

      Tools.Ended ended = root.as(User.ORDINARY).run("sh", "-c", launches);

      assertThat(ended.output().lines().filter(line -> line.startsWith("Connected to ")))
          .hasSize(200)
          .containsOnly("Connected to " + Root.SOCKET);
      assertThat(ended.output().lines().filter(line -> line.startsWith("qrap: cannot run QEMU")))
          .hasSize(200);
      assertThat(passt.isAlive()).as(passt::said).isTrue();
    }
  }

  /** A strategy as an author may write it; it asks for all that a strategy can ask for. */
  private static final String VHOST_USER =
      """
      package org.example.vu;
      import dev.qrap.spi.*;
      import java.util.List;
      public final class Strategy implements ExecStrategy {
        @Override public String name() { return "org.example.vu"; }
        @Override public Availability available(Guest guest) {
          return !guest.card().startsWith("virtio-net")
              ? Availability.no("it needs a virtio card")
              : guest.memory().shareable()
                  ? Availability.YES
                  : Availability.no(guest.memory().reason());
        }
        @Override public Need need() { return Need.SOCKET_PATH; }
        @Override public Protocol protocol() { return Protocol.VHOST_USER; }
        @Override public boolean needsSharedMemory(Guest guest) { return true; }
        @Override public Netdev netdev(Guest guest) {
          return new Netdev("vhost-user", "", List.of(Property.text("chardev", guest.name() + "-c")));
        }
        @Override public List<AddedOption> options(Guest guest) {
          return List.of(new AddedOption("chardev", "socket", "path",
              List.of(Property.text("id", guest.name() + "-c"))));
        }
      }
      """;

  @Test
  void a_strategy_of_a_jar_connects_a_guest_by_vhost_user() throws IOException {
    try (Root root = trixie()) {
      String token = root.serve();
      Program vhostUser = root.passt(User.ORDINARY, "--vhost-user");
      Files.createDirectory(root.path("/tmp/home/jars"));
      PluginJar.module(
              "org.example.vu",
              "requires dev.qrap.spi; provides dev.qrap.spi.ExecStrategy with"
                  + " org.example.vu.Strategy;")
          .source("org.example.vu.Strategy", VHOST_USER)
          .write(root.path("/tmp/home/jars/vu.jar"));
      root.as(User.ROOT).run("sh", "-c", "chmod -R go-w /tmp/home/jars");

      Boot boot =
          root.as(User.ORDINARY)
              .with("QRAP_PLUGIN_PATH", "/tmp/home/jars/vu.jar")
              .with("QRAP_EXEC", "org.example.vu")
              .boot(
                  "qrap",
                  "-M",
                  "q35",
                  "-nic",
                  "none",
                  "-netdev",
                  "user,id=n0",
                  "-device",
                  "virtio-net-pci,netdev=n0");

      assertThat(boot.status()).as(boot.toString()).isZero();
      assertThat(boot.said()).contains("QEMU connects to " + Root.SOCKET + " by itself");
      assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
      assertThat(vhostUser.said()).doesNotContain("too big");
    }
  }
}
