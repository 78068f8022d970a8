// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code qrap run} with a backend that runs already becomes what the bare form becomes. */
final class RunIT {

  private static final List<List<String>> LINES =
      List.of(
          List.of(
              "-m",
              "64",
              "-nic",
              "user",
              "--",
              "-append",
              "",
              "caf\u00c3\u00a9\n\u00ff",
              "@/etc/x"),
          List.of("9", "kvm", "-netdev", "socket,fd=9,id=n0", "--"),
          List.of("--help", "-name", "run", "plan"),
          List.of("-version"));

  static List<Path> images() throws IOException {
    return ImageIT.images();
  }

  private static List<String> run(List<String> line, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    arguments.add("--");
    arguments.addAll(line);
    return arguments;
  }

  private static Sandbox.Call odd(Sandbox.Call call) {
    return call.with("ODD", "\u00ff\n=").with("EMPTY", "").after("exec 3</tmp/file 5>&1");
  }

  /** The harness tells each call of another file. */
  private static List<String> withoutOut(Started started) {
    List<String> environment = new ArrayList<>(started.environment());
    environment.removeIf(entry -> entry.startsWith("STANDIN_OUT="));
    return environment;
  }

  private static void becomesTheSame(Sandbox.Result run, Sandbox.Result bare) {
    assertThat(run.exec().pid()).isEqualTo(run.pid());
    assertThat(run.exec().parent()).isEqualTo(ProcessHandle.current().pid());
    assertThat(run.exec().arguments()).isEqualTo(bare.exec().arguments());
    assertThat(withoutOut(run.exec())).isEqualTo(withoutOut(bare.exec())).contains("EMPTY=");
    assertThat(run.exec().descriptorLimit()).isEqualTo(bare.exec().descriptorLimit());
    assertThat(run.exec().descriptors().keySet()).isEqualTo(bare.exec().descriptors().keySet());
    assertThat(run.exec().connected().keySet()).isEqualTo(bare.exec().connected().keySet());
    assertThat(run.status()).isEqualTo(bare.status()).isEqualTo(Sandbox.STANDIN_STATUS);
    assertThat(run.stdout()).isEqualTo(bare.stdout()).isEmpty();
    assertThat(run.stderr()).isEqualTo(bare.stderr());
  }

  @ParameterizedTest
  @MethodSource("images")
  void becomes_what_the_bare_form_becomes(Path image) {
    for (List<String> line : LINES) {
      try (Sandbox sandbox = Sandbox.of(image)) {
        sandbox.backend();
        sandbox.write("file", "");
        Sandbox.Call bare = odd(sandbox.qrap(line));
        Sandbox.Result expected = bare.run();
        becomesTheSame(odd(sandbox.qrap(run(line, "--start=no"))).run(), expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void becomes_what_the_bare_form_becomes_by_settings(Path image) {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.keep(FakeBackend.answering(sandbox.path("other.socket")));
      sandbox.standIn("other-qemu");
      List<String> line = List.of("-netdev", "user,id=n0", "-device", "e1000,netdev=n0");
      Sandbox.Result bare =
          sandbox
              .qrap(line)
              .with("QRAP_SOCKET", "/tmp/other.socket")
              .with("QRAP_QEMU", "/tmp/other-qemu")
              .with("QRAP_NIC", "replace")
              .run();
      Sandbox.Result run =
          sandbox
              .qrap(
                  run(
                      line,
                      "--socket=/tmp/other.socket",
                      "--qemu",
                      "/tmp/other-qemu",
                      "--nic=replace"))
              .with("QRAP_SOCKET", "/nonexistent")
              .run();

      assertThat(bare.stderr()).endsWith("Connected to /tmp/other.socket\n");
      assertThat(run.stderr()).isEqualTo(bare.stderr());
      assertThat(run.exec().pid()).isEqualTo(run.pid());
      assertThat(run.exec().arguments()).startsWith("/tmp/other-qemu");
      assertThat(run.exec().arguments()).isEqualTo(bare.exec().arguments());
      assertThat(run.exec().connected().keySet()).isEqualTo(bare.exec().connected().keySet());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void takes_the_bytes_of_an_option(String locale) {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      sandbox.backend();
      for (String name : List.of("p\u00ff\u00c3\u00a9", "@list", "run")) {
        Sandbox.Result result =
            sandbox
                .qrap(run(List.of("-m", "64"), "--socket", name))
                .with("LC_ALL", locale)
                .after("cd /tmp; printf -- --bogus >list")
                .after("for l in \"$(printf 'p\\377\\303\\251')\" @list run")
                .after("do ln -f passt_1.socket \"$l\"; done")
                .run();

        assertThat(result.stderr()).isEqualTo("Connected to " + name + "\n");
        assertThat(result.exec().arguments()).contains("64");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "plan"})
  void an_option_wins_and_is_named_where_it_is_wrong(String command) {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      sandbox.write("home/.config/qrap/qrap.properties", "timeout=5\n");
      Sandbox.Result result =
          sandbox.qrap(command, "--timeout", "x", "--", "-m", "64").with("QRAP_TIMEOUT", "6").run();

      assertThat(result.started()).isEmpty();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stdout()).isEmpty();
      assertThat(result.stderr())
          .isEqualTo(
              "qrap: wrong value 'x' for timeout in --timeout: it must be a number of seconds from 1"
                  + " to 86400\n");
    }
  }

  /** The lists of the variable are gone, and a plan shows what run would do. */
  @ParameterizedTest
  @ValueSource(
      strings = {"--exclude=filter:net|--exclude=filter:nic", "--exclude=filter:net,filter:nic"})
  void a_plan_takes_the_same_options(String options) {
    try (Sandbox sandbox = Sandbox.withBackend()) {
      List<String> arguments = new ArrayList<>(List.of("plan", "-v", "--timeout=7"));
      arguments.addAll(List.of(options.split("\\|", -1)));
      arguments.addAll(List.of("--machine", "q35", "--", "-m", "64"));
      String plan = sandbox.qrap(arguments).with("QRAP_EXCLUDE", "machine:pc").run().stdout();

      assertThat(plan)
          .contains("Note:       timeout=7 (--timeout)\n")
          .contains("Note:       exclude=filter:net,filter:nic (--exclude)\n")
          .contains("Note:       machine=q35 (--machine)\n")
          .contains("[machine q35]");
    }
  }
}
