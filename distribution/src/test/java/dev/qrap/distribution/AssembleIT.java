// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of chosen plugins, made by {@code assemble} of the archive that is released. */
final class AssembleIT {

  private static final String SOCKET = "/tmp/there.socket";

  @TempDir private static Path folder;

  /** With one machine profile and one plugin of somebody else's. */
  private static Path image;

  @BeforeAll
  static void assembleOne() throws Exception {
    Tools.run(folder, List.of("tar", "-xf", archive().toString()));
    image = folder.resolve("custom");
    Path jar = PluginJar.locator("org.example.a", "", SOCKET).write(folder.resolve("a.jar"));
    Tools.Ended result =
        assemble(
            "--without",
            "machine-*",
            "--with",
            machineJar(),
            "--with",
            jar.toString(),
            "--output",
            image.toString());
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("assemble: made " + image)
        .containsPattern("\nmachine +s390-ccw ")
        .containsPattern("\nlocator +org.example.a.there +org.example.a +1.0 +image ")
        .doesNotContain("dev.qrap.machine.q35");
  }

  private static Path archive() throws IOException {
    return in(Path.of("target").toAbsolutePath(), "qrap-.*\\.tar\\.gz");
  }

  private static String machineJar() throws IOException {
    return in(folder.resolve("qrap/sdk/modules"), "qrap-machine-s390-ccw-.*").toString();
  }

  private static Path in(Path place, String name) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Tools.Ended assemble(String... arguments) {
    List<String> command = new ArrayList<>(List.of("qrap/sdk/assemble"));
    command.addAll(List.of(arguments));
    return Tools.call(folder, command);
  }

  private static Tools.Ended install(Path place) {
    return Tools.call(folder, List.of("qrap/sdk/install", place.toString()));
  }

  @Test
  void an_image_has_the_chosen_plugins_and_no_others() throws IOException {
    assertThat(Files.readString(image.resolve("release")))
        .contains("dev.qrap.machine.s390.ccw", "org.example.a")
        .doesNotContain("dev.qrap.machine.q35", "dev.qrap.machine.pc");
    assertThat(image.resolve("lib/server/classes.jsa")).isNotEmptyFile();
    assertThat(image.resolve("lib/server/commands.jsa")).isNotEmptyFile();
    assertThat(image.resolve("plugins")).isEmptyDirectory();
  }

  @Test
  void its_plugins_take_part_in_a_launch() {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.keep(FakeBackend.answering(sandbox.path("there.socket")));
      sandbox.standIn("bin/qemu-system-s390x");

      Sandbox.Result result =
          sandbox.qrap("-machine", "s390-ccw-virtio").with("QRAP_QEMU", "qemu-system-s390x").run();

      assertThat(result.exec().arguments())
          .contains("virtio-net-ccw,id=qrap-net0,netdev=qrap0,x-txburst=4096");
      assertThat(result.stderr()).isEqualTo("Connected to " + SOCKET + "\n");
    }
  }

  @Test
  void a_machine_that_it_has_no_profile_for_is_launched_all_the_same() {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.keep(FakeBackend.answering(sandbox.path("there.socket")));

      assertThat(sandbox.qrap("-machine", "q35").run().exec().arguments()).startsWith("kvm");
    }
  }

  @Test
  void the_archive_installs_itself() throws IOException {
    Path place = folder.resolve("installed");
    String qrap = place + "/bin/qrap";

    assertThat(install(place)).isEqualTo(new Tools.Ended(0, "install: " + qrap + " is ready\n"));
    assertThat(Tools.run(folder, List.of(qrap, "--version"))).startsWith("qrap ");
    assertThat(Files.readString(place.resolve("lib/qrap.args")))
        .startsWith("-XX:SharedArchiveFile=" + place + "/lib/server/commands.jsa\n");
    assertThat(install(place))
        .isEqualTo(
            new Tools.Ended(
                1, "install: " + place + " is there already; name another place or remove it\n"));
  }

  @Test
  void a_broken_plugin_is_named_and_nothing_is_left() throws Exception {
    Path jar =
        PluginJar.module(
                "org.example.b",
                "requires dev.qrap.spi; provides dev.qrap.spi.SocketLocator with b.There;")
            .locatorClass("b", "", "noDomain", SOCKET)
            .write(folder.resolve("b.jar"));

    Tools.Ended result =
        assemble("--with", jar.toString(), "--output", folder.resolve("no/b").toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("plugin locator:b.There (module org.example.b)");
    assertThat(folder.resolve("no")).isEmptyDirectory();
  }

  @Test
  void wrong_input_is_named_before_anything_is_made() throws Exception {
    Path plain =
        PluginJar.withoutDescriptor("c")
            .source("c.X", "package c; class X {}")
            .write(folder.resolve("c.jar"));
    Path text = Files.writeString(folder.resolve("d.jar"), "text");
    Path twin = PluginJar.module("dev.qrap.filter.nics", "").write(folder.resolve("e.jar"));
    String output = folder.resolve("nothing").toString();

    assertRefused(
        "there is no plugin machine-toaster; there is: backend-",
        1,
        "--without",
        "machine-toaster",
        "--output",
        output);
    assertRefused("/none.jar is no file", 1, "--with", "/none.jar", "--output", output);
    assertRefused(
        plain + " has no module-info.class", 1, "--with", plain.toString(), "--output", output);
    assertRefused(text + " is damaged", 1, "--with", text.toString(), "--output", output);
    byte[] whole = Files.readAllBytes(twin);
    Path cut = Files.write(folder.resolve("f.jar"), Arrays.copyOf(whole, whole.length / 2));
    assertRefused(cut + " is damaged", 1, "--with", cut.toString(), "--output", output);
    assertRefused(
        "the module dev.qrap.filter.nics of " + twin + " is there already",
        1,
        "--with",
        twin.toString(),
        "--output",
        output);
    assertRefused(image + " is there already", 1, "--output", image.toString());
    assertRefused("/tmp has no JDK of 17 or later", 1, "--jdk", "/tmp", "--output", output);
    assertRefused("there is no --output", 2, "--without", "filter-nics");
    assertRefused("there is no option --wiht", 2, "--wiht", "x");
    assertRefused("--with needs a value", 2, "--with");
    assertThat(Path.of(output)).doesNotExist();
  }

  /** The JDK's stack is of no use to somebody who lacks a jar. */
  @Test
  void a_missing_dependency_is_one_line() throws Exception {
    Path needed =
        PluginJar.module("org.example.needed", "exports n;")
            .source("n.N", "package n; public class N {}")
            .write(folder.resolve("n.jar"));
    Path needy =
        PluginJar.module("org.example.needy", "requires org.example.needed;")
            .source("m.M", "package m; class M extends n.N {}")
            .against(needed)
            .write(folder.resolve("m.jar"));
    Path output = folder.resolve("nothing");

    Tools.Ended result = assemble("--with", needy.toString(), "--output", output.toString());

    assertThat(result.output())
        .isEqualTo(
            "assemble: cannot link the image: Module org.example.needed not found, required by"
                + " org.example.needy; add the jar of that module with --with\n");
    assertThat(result.status()).isEqualTo(1);
    assertThat(output).doesNotExist();
  }

  private static void assertRefused(String reason, int status, String... arguments)
      throws Exception {
    Tools.Ended result = assemble(arguments);
    assertThat(result.output()).startsWith("assemble: ").contains(reason);
    assertThat(result.status()).isEqualTo(status);
  }
}
