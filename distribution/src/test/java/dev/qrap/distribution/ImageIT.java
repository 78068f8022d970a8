// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images that the build made, and what the program gets that qrap becomes. */
final class ImageIT {

  private static final String[] LINE = {"-machine", "pc-i440fx-7.2", "-m", "64"};

  /** The image for use, and one for each other JDK. */
  static List<Path> images() throws IOException {
    List<Path> images = new ArrayList<>(List.of(Sandbox.IMAGE));
    Path others = Path.of("target", "images");
    if (Files.isDirectory(others)) {
      try (Stream<Path> folders = Files.list(others)) {
        folders.sorted().forEach(folder -> images.add(folder.resolve("qrap").toAbsolutePath()));
      }
    }
    return images;
  }

  private static Sandbox sandbox(Path image) {
    Sandbox sandbox = Sandbox.of(image);
    sandbox.backend();
    return sandbox;
  }

  /** The JVM has to take it before a line of qrap runs; the kernel takes a quarter of the stack. */
  @ParameterizedTest
  @MethodSource("images")
  void takes_a_line_of_a_hundred_thousand_options(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      String script =
          "ulimit -s 65536; exec /tmp/image/bin/qrap -machine pc"
              + " $(seq -f '-set device.d0.x%.0f=1' 100000)";

      Sandbox.Result result = sandbox.program("/bin/sh", List.of("-c", script)).run();

      assertThat(result.exec().arguments())
          .hasSizeGreaterThan(200_000)
          .contains("device.d0.x1=1", "device.d0.x100000=1");
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void becomes_the_program_in_its_own_process(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      Sandbox.Result result = sandbox.qrap(LINE).run();

      assertThat(result.exec().pid()).isEqualTo(result.pid());
      assertThat(result.exec().parent()).isEqualTo(ProcessHandle.current().pid());
      assertThat(result.status()).isEqualTo(Sandbox.STANDIN_STATUS);
      assertThat(result.stdout()).isEmpty();
      assertThat(result.stderr()).isEqualTo("Connected to /tmp/passt_1.socket\n");
      assertThat(result.exec().arguments())
          .containsExactly(
              "kvm",
              "-machine",
              "pc-i440fx-7.2",
              "-m",
              "64",
              "-device",
              "virtio-net-pci,id=qrap-net0,netdev=qrap0,x-txburst=4096",
              "-netdev",
              "socket,fd=5,id=qrap0");
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void works_from_another_folder_and_through_a_link(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      String move =
          "cp -a /tmp/image '/tmp/an other'; ln -s '/tmp/an other/bin/qrap' /tmp/bin/link";

      assertThat(sandbox.program("/tmp/an other/bin/qrap", List.of(LINE)).after(move).run().exec())
          .isNotNull();
      assertThat(sandbox.program("/tmp/bin/link", List.of(LINE)).run().exec()).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void works_where_a_shell_finds_its_script_by_name_alone(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      List<String> arguments = new ArrayList<>(List.of("qrap"));
      arguments.addAll(List.of(LINE));

      assertThat(sandbox.program("/bin/sh", arguments).after("cd /tmp/image/bin").run().exec())
          .isNotNull();
    }
  }

  /** In UTF-16, JNA finds no function of the C library. */
  @ParameterizedTest
  @MethodSource("images")
  void works_whatever_encoding_the_options_of_a_jvm_say(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      Sandbox.Call call = sandbox.qrap(LINE).with("JDK_JAVA_OPTIONS", "-Dfile.encoding=UTF-16");

      assertThat(call.run().exec().environment())
          .contains("JDK_JAVA_OPTIONS=-Dfile.encoding=UTF-16");
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void works_where_it_cannot_be_written(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      String readOnly = "mount -o remount,bind,ro /tmp/image; ! touch /tmp/image/new 2>/dev/null";

      assertThat(sandbox.qrap(LINE).after(readOnly).run().exec()).isNotNull();
    }
  }

  @Test
  void leaves_nothing_behind_in_tmp() throws IOException {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      Set<Path> before = files(sandbox);
      sandbox.qrap(LINE).run().exec();

      Set<Path> after = files(sandbox);
      after.removeAll(before);
      assertThat(after)
          .extracting(path -> path.getFileName().toString())
          .containsExactlyInAnyOrder("call.1", "stdin.1", "stdout.1", "stderr.1", "started.1");
    }
  }

  private static Set<Path> files(Sandbox sandbox) throws IOException {
    try (Stream<Path> all = Files.walk(sandbox.path(""))) {
      return new TreeSet<>(all.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kvm", "my-qemu", "/tmp/bin/my-qemu", "bin/my-qemu", "./bin/kvm"})
  void gives_an_explicit_command_the_name_by_which_it_was_called(String command) {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      sandbox.standIn("bin/my-qemu");

      assertThat(sandbox.qrap("5", command, "-m", "64").run().exec().arguments())
          .containsExactly(command, "-m", "64");
    }
  }

  @Test
  void gives_a_found_qemu_the_name_by_which_it_was_found() {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      sandbox.standIn(
          "other/qemu-system-" + System.getProperty("os.arch").replace("amd64", "x86_64"));

      assertThat(sandbox.qrap(LINE).run().exec().arguments()).startsWith("kvm");
      assertThat(sandbox.qrap(LINE).with("PATH", "/tmp/other").run().exec().arguments().get(0))
          .startsWith("qemu-system-");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 9})
  void adds_exactly_the_descriptor_that_the_user_names(int descriptor) {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      Set<Integer> expected = descriptorsWithoutQrap(sandbox, ":");
      expected.add(descriptor);

      Started started = sandbox.qrap(String.valueOf(descriptor), "kvm").run().exec();
      assertThat(started.descriptors().keySet()).isEqualTo(expected);
      assertThat(started.connected().keySet()).containsExactly(descriptor);
      assertThat(started.connected().get(descriptor)).startsWith("46 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "3 5", "3 4 5", "4 5 7"})
  void overwrites_no_inherited_descriptor_in_patch_mode(String inherited) {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      StringBuilder open = new StringBuilder(":");
      int expected = 3;
      for (String number : inherited.split(" ", -1)) {
        sandbox.write("file" + number, "");
        open.append("; exec ").append(number).append("</tmp/file").append(number);
        expected += number.equals(String.valueOf(expected)) ? 1 : 0;
      }
      Set<Integer> descriptors = descriptorsWithoutQrap(sandbox, open.toString());
      descriptors.add(expected);

      Started started = sandbox.qrap(LINE).after(open.toString()).run().exec();
      assertThat(started.arguments()).endsWith("-netdev", "socket,fd=" + expected + ",id=qrap0");
      assertThat(started.connected().keySet()).containsExactly(expected);
      assertThat(started.descriptors().keySet()).isEqualTo(descriptors);
      for (String number : inherited.split(" ", -1)) {
        assertThat(started.descriptors().get(Integer.valueOf(number))).endsWith("/file" + number);
      }
    }
  }

  @Test
  void uses_the_descriptor_that_the_user_names_even_if_it_is_inherited() {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      Started started = sandbox.qrap("5", "kvm").after("exec 5</dev/null").run().exec();

      assertThat(started.connected().keySet()).containsExactly(5);
    }
  }

  private static Set<Integer> descriptorsWithoutQrap(Sandbox sandbox, String setup) {
    Started started = sandbox.program("/tmp/bin/kvm", List.of()).after(setup).run().exec();
    return new TreeSet<>(started.descriptors().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", "no_SUCH.ISO-8859-15"})
  void passes_every_byte_of_the_arguments(String locale) {
    StringBuilder allBytes = new StringBuilder();
    for (char c = 1; c < 256; c++) {
      allBytes.append(c);
    }
    List<String> odd = List.of("-append", "", "-name", allBytes.toString(), "a\nb", "\u00ff\u00fe");
    try (Sandbox sandbox = Sandbox.withBackend()) {
      List<String> explicit = new ArrayList<>(List.of("5", "kvm"));
      explicit.addAll(odd);

      assertThat(sandbox.qrap(explicit).with("LC_ALL", locale).run().exec().arguments())
          .containsExactlyElementsOf(explicit.subList(1, explicit.size()));
      assertThat(sandbox.qrap(odd).with("LC_ALL", locale).run().exec().arguments().subList(1, 7))
          .containsExactlyElementsOf(odd);
    }
  }

  @Test
  void passes_the_environment_without_a_shell_to_the_byte() {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      List<String> arguments = List.of("-cp", "/nonexistent", "dev.qrap.cli.Main", "-m", "64");
      Started started = odd(sandbox.program("/tmp/image/bin/java", arguments)).run().exec();

      assertThat(started.givenEnvironment())
          .containsExactlyElementsOf(
              odd(sandbox.program("/tmp/bin/kvm", List.of())).run().exec().givenEnvironment());
    }
  }

  /** A shell adds PWD, drops names that are none to it, and may change the order. */
  @Test
  void passes_the_environment_through_its_script_but_for_what_a_shell_does() {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      List<String> without =
          odd(sandbox.program("/tmp/bin/kvm", List.of())).run().exec().givenEnvironment();
      without.remove("A-B=c");

      List<String> through = odd(sandbox.qrap(LINE)).run().exec().givenEnvironment();
      through.remove("PWD=/tmp");
      assertThat(through).containsExactlyInAnyOrderElementsOf(without);
    }
  }

  private static Sandbox.Call odd(Sandbox.Call call) {
    return call.with("ODD", "\u00ff\n=").with("EMPTY", "").with("A-B", "c").with("LD_X", "y");
  }

  @Test
  void keeps_the_limit_of_descriptors() {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      assertThat(sandbox.qrap(LINE).after("ulimit -S -n 200").run().exec().descriptorLimit())
          .isEqualTo(200);
    }
  }
}
