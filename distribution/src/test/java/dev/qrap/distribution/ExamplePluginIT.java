// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plugins of docs/examples/lab on real QEMU, in every way of giving them to qrap. */
final class ExamplePluginIT {

  private static final String JAR = "/tmp/jars/lab.jar";

  private static final List<String> PC = List.of("-machine", "pc", "-m", "64");

  private static final List<String> LINK_AND_UPLINK =
      List.of(
          "-machine",
          "pc",
          "-netdev",
          "dgram,id=link0,local.type=unix,local.path=/tmp/a,remote.type=unix,remote.path=/tmp/b",
          "-device",
          "rtl8139,netdev=link0",
          "-netdev",
          "user,id=up0",
          "-device",
          "pcnet,netdev=up0");

  /**
   * A way of giving the plugins to qrap. In the sandbox the image is {@code /tmp/image}, and the
   * jar is in {@code /tmp/jars}.
   *
   * @param image the image that runs
   * @param pluginPath the setting {@code plugin.path}; empty for none
   * @param origin where {@code qrap plugins} says that they come from
   */
  private record Way(String what, Path image, String pluginPath, String origin) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static final Way WITHOUT = new Way("none", Sandbox.IMAGE, "", "");

  @TempDir private static Path folder;

  private static List<Way> ways;

  @BeforeAll
  static void makeWays() throws IOException {
    Tools.require("qemu-system-x86_64");
    ways =
        List.of(
            new Way("setting that names the jar", Sandbox.IMAGE, JAR, JAR),
            new Way("setting that names its folder", Sandbox.IMAGE, "/tmp/jars", JAR),
            new Way("image's folder", imageWithFolder(), "", "/tmp/image/plugins/lab.jar"),
            new Way("image of one's own", assembled(), "", "image"));
  }

  private static Path imageWithFolder() throws IOException {
    Path image = folder.resolve("with-folder");
    Tools.run(folder, List.of("cp", "-a", Sandbox.IMAGE.toString(), image.toString()));
    Path plugins = Files.createDirectories(image.resolve("plugins"));
    Files.copy(PluginProjects.exampleJar("lab"), plugins.resolve("lab.jar"));
    Tools.run(folder, List.of("chmod", "-R", "go-w", image.toString()));
    return image;
  }

  private static Path assembled() {
    Path image = folder.resolve("assembled");
    String jar = PluginProjects.exampleJar("lab").toString();
    Tools.run(Path.of("."), List.of("./assemble", "--with", jar, "--output", image.toString()));
    return image;
  }

  static List<Way> ways() {
    return ways;
  }

  private static Sandbox sandbox(Way way) {
    Sandbox sandbox = Sandbox.of(way.image);
    sandbox.backend();
    try {
      Path jars = Files.createDirectory(sandbox.path("jars"));
      Files.copy(PluginProjects.exampleJar("lab"), jars.resolve("lab.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sandbox;
  }

  private static Sandbox.Call qrap(Sandbox sandbox, Way way, List<String> arguments) {
    Sandbox.Call call = sandbox.qrap(arguments).inStickyTmp().after("chmod go-w /tmp/jars");
    return way.pluginPath.isEmpty() ? call : call.with("QRAP_PLUGIN_PATH", way.pluginPath);
  }

  private static List<String> cards(Way way, List<String> line) {
    try (Sandbox sandbox = sandbox(way)) {
      RealQemu qemu =
          RealQemu.launch(
              arguments -> qrap(sandbox, way, arguments),
              "qemu-system-x86_64",
              null,
              line,
              List.of());
      assertThat(qemu.result().status()).as(qemu.complaint()).isZero();
      return qemu.texts();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a_pc_without_virtio_gets_an_e1000(Way way) {
    assertThat(cards(way, PC)).containsExactly("e1000 id=qrap-net0 at pci.0/03.0 on qrap0=socket");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void the_uplink_is_connected_and_the_link_before_it_is_not(Way way) {
    assertThat(cards(way, LINK_AND_UPLINK))
        .containsExactlyInAnyOrder(
            "rtl8139 at pci.0/03.0 on link0=dgram", "pcnet at pci.0/04.0 on up0=socket");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void both_are_listed_with_their_origin(Way way) {
    try (Sandbox sandbox = sandbox(way)) {
      Sandbox.Result result = qrap(sandbox, way, List.of("plugins", "--json")).run();

      String module = "\"module\":\"org.example.lab\",\"version\":\"1.0.0\",\"origin\":\"";
      String rest = module + way.origin + "\",\"priority\":100,\"state\":\"active\"";
      assertThat(result.stdout())
          .contains("{\"kind\":\"filter\",\"name\":\"org.example.lab.links\"," + rest)
          .contains("{\"kind\":\"machine\",\"name\":\"org.example.lab.e1000\"," + rest);
    }
  }

  @Test
  void without_them_it_is_otherwise() {
    assertThat(cards(WITHOUT, PC))
        .containsExactly("virtio-net-pci id=qrap-net0 at pci.0/03.0 on qrap0=socket");
    assertThat(cards(WITHOUT, LINK_AND_UPLINK))
        .containsExactlyInAnyOrder(
            "rtl8139 at pci.0/03.0 on link0=dgram", "pcnet at pci.0/04.0 on up0=user");
  }
}
