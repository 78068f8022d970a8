// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Root.Boot;
import dev.qrap.distribution.Root.Program;
import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The backend of docs/examples/island with a real guest: from its jar, and linked into an image.
 */
final class ExampleBackendIT {

  /** In a world, target is in /tmp/distribution. */
  private static final Path FOLDER = Path.of("target", "island");

  private static final String INSIDE = "/tmp/distribution/target/island";
  private static final String KIND = "org.example.island";

  /** What is asked for on an island cannot be fetched; this is refused at once. */
  private static final String NO_PAGE = "qrap.host=127.0.0.1";

  @BeforeAll
  static void make() throws IOException {
    Tools.require("gcc");
    Tools.run(Path.of("."), List.of("rm", "-rf", FOLDER.toString()));
    Files.createDirectories(FOLDER.resolve("bin"));
    Path source = PluginProjects.EXAMPLES.resolve("island/islandd.c");
    Path program = FOLDER.resolve("bin/islandd");
    Tools.run(
        Path.of("."),
        List.of("gcc", "-Wall", "-Wextra", "-Werror", "-o", program.toString(), source.toString()));
    String jar = PluginProjects.exampleJar("island").toString();
    String image = FOLDER.resolve("image").toString();
    Tools.run(Path.of("."), List.of("./assemble", "--with", jar, "--output", image));
  }

  private static Root.Call ordinary(Root root) {
    return root.as(User.ORDINARY)
        .with("PATH", INSIDE + "/bin:/tmp/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .saying(NO_PAGE);
  }

  /** The jar lies in a directory that only the user can write to. */
  private static Root.Call withJar(Root root) {
    String commands =
        "install -d -o 1000 -m 755 /tmp/home/jars; install -o 1000 -m 644 /dev/stdin"
            + " /tmp/home/jars/island.jar";
    try {
      Files.copy(PluginProjects.exampleJar("island"), root.path("/tmp/island.jar"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Tools.Ended ended = root.as(User.ROOT).run("sh", "-ec", "(" + commands + ") </tmp/island.jar");
    assertThat(ended.status()).as(ended.output()).isZero();
    return ordinary(root).with("QRAP_PLUGIN_PATH", "/tmp/home/jars");
  }

  private static void assertOnAnIsland(Root root, Boot boot, String network) {
    assertThat(boot.status()).as(boot.toString()).isZero();
    assertThat(boot.said()).contains("started " + KIND + " for this guest");
    assertThat(boot.console().leases()).containsExactly(network + ".2 via " + network + ".1");
    Root.await(() -> !root.running().contains("islandd"), "the end of islandd");
  }

  @Test
  void a_guest_is_on_an_island_that_a_jar_starts() {
    try (Root root = Root.start(Root.HOST)) {
      Boot boot =
          withJar(root)
              .boot(
                  "qrap",
                  "run",
                  "--start=" + KIND,
                  "--set",
                  KIND + ".network=10.77.0",
                  "--",
                  "-M",
                  "q35",
                  "-nic",
                  "user,model=virtio-net-pci");

      assertOnAnIsland(root, boot, "10.77.0");
    }
  }

  @Test
  void a_guest_is_on_an_island_that_an_image_of_ones_own_starts() {
    try (Root root = Root.start(Root.HOST)) {
      Boot boot =
          ordinary(root)
              .boot(
                  INSIDE + "/image/bin/qrap",
                  "run",
                  "--start=" + KIND,
                  "--",
                  "-M",
                  "q35",
                  "-nic",
                  "user,model=virtio-net-pci");

      assertOnAnIsland(root, boot, "10.9.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"descriptor", "stream"})
  void one_that_runs_already_is_recognised_by_its_program(String way) {
    try (Root root = Root.start(Root.HOST)) {
      Root.Call call = withJar(root).with("QRAP_SOCKET", "/tmp/home/a").with("QRAP_EXEC", way);
      Program islandd = call.start("islandd", "--listen", "/tmp/home/a");
      Root.await(() -> !islandd.isAlive() || Files.exists(root.path("/tmp/home/a")), "it listens");

      Tools.Ended sockets = call.run("qrap", "sockets");
      Boot boot = call.boot("qrap", "-M", "q35");

      assertThat(sockets.output()).containsPattern("/tmp/home/a +listening +" + KIND + " +1000 ");
      assertThat(boot.status()).as(boot.toString()).isZero();
      assertThat(boot.console().leases()).containsExactly("10.9.0.2 via 10.9.0.1");
      Root.await(() -> !islandd.isAlive(), "islandd ends with its client");
    }
  }

  @Test
  void a_setting_that_the_plugin_refuses_stops_the_launch() {
    try (Root root = Root.start(Root.HOST)) {
      Tools.Ended ended =
          withJar(root)
              .run("qrap", "run", "--start=" + KIND, "--set", KIND + ".network=x", "--", "-S");

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.output())
          .isEqualTo(
              "qrap: wrong value 'x' for " + KIND + ".network in --set: it must be like 10.9.0\n");
    }
  }

  @Test
  void a_port_that_an_island_cannot_have_is_refused() {
    try (Root root = Root.start(Root.HOST)) {
      Tools.Ended ended =
          withJar(root).run("qrap", "run", "--start=" + KIND, "-p", "tcp:8080:80", "--", "-S");

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.output())
          .isEqualTo(
              "qrap: a backend of the kind "
                  + KIND
                  + " cannot do forward=tcp:8080:80: org.example.island has nothing like it; change that"
                  + " setting, or name another kind with start=\n");
    }
  }

  /** Its jar was removed, and its setting was not. */
  @Test
  void a_setting_of_a_plugin_that_is_gone_is_only_warned_of() {
    try (Root root = Root.start(Root.HOST)) {
      root.passt(User.ORDINARY);
      String token = root.serve();
      Boot boot =
          root.as(User.ORDINARY)
              .boot(
                  "qrap",
                  "run",
                  "--set",
                  KIND + ".network=10.77.0",
                  "--",
                  "-M",
                  "q35",
                  "-nic",
                  "user,model=virtio-net-pci");

      assertThat(boot.said())
          .contains(
              "unknown key '" + KIND + ".network' in --set is ignored: there is no plugin " + KIND);
      assertThat(boot.console().page()).containsExactly(token);
    }
  }
}
