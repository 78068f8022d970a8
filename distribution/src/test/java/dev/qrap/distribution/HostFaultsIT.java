// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What may be wrong with QEMU or the limits of the process: docs/faults.md says what qrap does
 * then.
 */
final class HostFaultsIT {

  private static final String[] LINE = {"-m", "64"};

  /** A user id that nobody has: limits of processes count those of a user. */
  private static final String LONELY_USER = "54321";

  /** In /proc/PID/wchan: what function of the kernel's a thread waits in. */
  private static final Pattern IN_UNIX_SOCKET = Pattern.compile("unix_(wait_for_peer|stream_read)");

  private static final Pattern CAUGHT_SIGNALS = Pattern.compile("SigCgt:\t([0-9a-f]+)");

  private static final Pattern IN_POLL = Pattern.compile("poll");

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);
  private FaultTable.Row row;

  @BeforeEach
  void open(TestInfo test) {
    row = FaultTable.row(test);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void program(String inTmp, String content) throws IOException {
    Path file = sandbox.path(inTmp);
    Files.deleteIfExists(file);
    sandbox.write(inTmp, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** PATH without any other QEMU than the one in /tmp/bin. */
  private Sandbox.Call launch() {
    return sandbox.qrap(LINE).with("PATH", "/tmp/bin");
  }

  // ---- QEMU

  @Test
  void qemu_that_is_not_executable() throws IOException {
    FakeBackend backend = sandbox.backend();
    Files.setPosixFilePermissions(
        sandbox.path("bin/kvm"), PosixFilePermissions.fromString("rw-r--r--"));
    row.happened(launch().run());
    assertThat(backend.probes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory", "/tmp/bin/directory"})
  void qemu_that_is_a_directory(String command) throws IOException {
    FakeBackend backend = sandbox.backend();
    Files.createDirectory(sandbox.path("bin/directory"));
    row.happened(sandbox.qrap("5", command).run());
    assertThat(backend.probes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\177ELF\2\1\1\0 of another machine"})
  void qemu_of_a_bad_format(String content) throws IOException {
    sandbox.backend();
    program("bin/kvm", content);
    row.happened(launch().run());
  }

  @Test
  void qemu_that_is_a_script_without_its_interpreter() throws IOException {
    sandbox.backend();
    program("bin/kvm", "#!/nonexistent/interpreter\n");
    row.happened(launch().run());
  }

  @Test
  void qemu_that_disappears() {
    sandbox.keep(
        FakeBackend.answeringAfter(
            sandbox.path("passt_1.socket"),
            () -> {
              try {
                Files.delete(sandbox.path("bin/kvm"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
    row.happened(launch().run());
  }

  // ---- PATH

  /**
   * Where execvp(3) looks without PATH lies the host's own QEMU; the stand-in takes a place there.
   */
  @Test
  void path_unset() {
    sandbox.backend();
    row.happened(
        sandbox
            .qrap("5", "true", "-m", "64")
            .without("PATH")
            .after("mount --bind /tmp/bin/kvm /bin/true")
            .run());
  }

  @Test
  void path_empty() {
    sandbox.backend();
    sandbox.standIn("kvm");
    row.happened(sandbox.qrap(LINE).with("PATH", "").run());
  }

  @ParameterizedTest
  @CsvSource({"':/nonexistent',kvm", "/nonexistent::bin,kvm", "nonexistent:bin,bin/kvm"})
  void path_with_empty_and_relative_elements(String path, String place) throws IOException {
    sandbox.backend();
    Files.move(sandbox.path("bin/kvm"), sandbox.path("kvm.moved"));
    Files.move(sandbox.path("kvm.moved"), sandbox.path(place));
    row.happened(sandbox.qrap(LINE).with("PATH", path).run());
  }

  // ---- Limits

  /** Without the script, whose shell needs one more. */
  @Test
  void no_descriptor_left() {
    FakeBackend backend = sandbox.backend();
    row.happened(
        sandbox
            .program(
                "/tmp/image/bin/java",
                List.of("-cp", "/nonexistent", "dev.qrap.cli.Main", "-m", "64"))
            .after("ulimit -n 6")
            .run());
    assertThat(backend.probes()).isEmpty();
  }

  @Test
  void too_little_address_space() throws IOException {
    sandbox.backend();
    row.happened(sandbox.qrap(LINE).after("ulimit -v 300000").run());
    assertThatNoReportIsLeft();

    sandbox.qrap(LINE).after("ulimit -v 2000000").run().exec();
  }

  @Test
  void too_few_processes() throws IOException {
    assumeTrue(Tools.isRoot(), "only root can become another user");
    Tools.require("setpriv", "prlimit");
    Path socket = sandbox.backend().path();
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
    row.happened(limited(8).run());
    for (int limit = 9; limit < 20; limit++) {
      // At some of these the JVM starts, but not what it needs later.
      Sandbox.Result result = limited(limit).run();
      assertThat(result.stdout()).isEmpty();
      assertThat(result.stderr()).isNotEmpty().doesNotContain("Exception in thread");
    }
    assertThatNoReportIsLeft();

    limited(64).run().exec();
  }

  private Sandbox.Call limited(int processes) {
    return sandbox.program(
        "/usr/bin/setpriv",
        List.of(
            "--reuid",
            LONELY_USER,
            "--clear-groups",
            "prlimit",
            "--nproc=" + processes,
            Sandbox.QRAP,
            "-m",
            "64"));
  }

  private void assertThatNoReportIsLeft() throws IOException {
    List<String> reports = new ArrayList<>();
    for (String glob : List.of("hs_err*", "core*", "java*")) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(sandbox.path(""), glob)) {
        files.forEach(file -> reports.add(file.getFileName().toString()));
      }
    }
    assertThat(reports).isEmpty();
  }

  // ---- Signals

  private enum Signal {
    HUP(1),
    INT(2),
    TERM(15);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    private void send(long process) throws IOException, InterruptedException {
      new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process).start().waitFor();
    }
  }

  /** As from a shell in the foreground: whoever started this test may ignore signals. */
  private Sandbox.Running started() {
    Tools.require("env");
    return sandbox
        .program("/usr/bin/env", List.of("--default-signal=HUP,INT,TERM", Sandbox.QRAP, "-m", "64"))
        .with("QRAP_TIMEOUT", "3600")
        .start();
  }

  /** At all paths, so that qrap goes on trying for most of a minute. */
  private FakeBackend everywhere(FakeBackend backend) throws IOException {
    sandbox.keep(backend);
    for (int number = 2; number <= 99; number++) {
      Files.createLink(sandbox.path("passt_" + number + ".socket"), backend.path());
    }
    return backend;
  }

  private void ends(Sandbox.Running running, Signal signal)
      throws IOException, InterruptedException {
    // A JVM that caught the signal would end with the same status, but when it likes.
    String status = Files.readString(Path.of("/proc/" + running.pid() + "/status"));
    Matcher caught = CAUGHT_SIGNALS.matcher(status);
    assertThat(caught.find()).isTrue();
    assertThat(Long.parseUnsignedLong(caught.group(1), 16) >> (signal.number - 1) & 1)
        .as(signal + " is caught")
        .isZero();
    signal.send(running.pid());
    row.happenedBy(running.end(), signal.number);
  }

  /** Asserts that something comes true while the process lives; it is asked again and again. */
  private static void await(Sandbox.Running running, String file, Pattern text) {
    while (!text.matcher(read(running, file)).find()) {
      assertThat(running.isAlive()).as("waiting for " + text + " in " + file).isTrue();
      Thread.onSpinWait();
    }
  }

  /** All threads' files of that name, since the JVM's main thread is not the first. */
  private static String read(Sandbox.Running running, String file) {
    StringBuilder content = new StringBuilder();
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + running.pid() + "/task"))) {
      for (Path thread : threads) {
        content.append(new String(Files.readAllBytes(thread.resolve(file)), ISO_8859_1));
        content.append('\n');
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A thread, or the process, has ended meanwhile.
    }
    return content.toString();
  }

  /** What tells how far the start has come. */
  private enum Stage {
    /** The shell lives for a millisecond: its successor will do. */
    SHELL("cmdline", "^/bin/sh\0/tmp/image/bin/qrap|^/tmp/image/bin/java"),
    JVM("cmdline", "^/tmp/image/bin/java"),
    VIRTUAL_MACHINE_LOADED("maps", "/libjvm\\.so"),
    JNA_LOADED("maps", "/libjnidispatch\\.so");

    private final String file;
    private final Pattern pattern;

    Stage(String file, String regex) {
      this.file = file;
      this.pattern = Pattern.compile(regex);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_signal_while_qrap_starts(Stage stage) throws IOException, InterruptedException {
    everywhere(FakeBackend.silent(sandbox.path("passt_1.socket")));
    for (Signal signal : Signal.values()) {
      Sandbox.Running running = started();
      await(running, stage.file, stage.pattern);
      ends(running, signal);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_signal_while_qrap_connects(Signal signal) throws IOException, InterruptedException {
    everywhere(FakeBackend.full(sandbox.path("passt_1.socket")));
    Sandbox.Running running = started();
    await(running, "wchan", IN_UNIX_SOCKET);
    ends(running, signal);
  }

  @ParameterizedTest
  @EnumSource
  void a_signal_while_qrap_waits_for_an_answer(Signal signal)
      throws IOException, InterruptedException {
    FakeBackend backend = everywhere(FakeBackend.silent(sandbox.path("passt_1.socket")));
    Sandbox.Running running = started();
    backend.awaitProbe();
    await(running, "wchan", IN_UNIX_SOCKET);
    ends(running, signal);
    backend.awaitDeparture();
  }

  @ParameterizedTest
  @EnumSource
  void a_signal_while_qrap_waits_for_a_busy_backend(Signal signal)
      throws IOException, InterruptedException {
    FakeBackend backend =
        everywhere(FakeBackend.busy(sandbox.path("passt_1.socket"), Integer.MAX_VALUE));
    Sandbox.Running running = started();
    backend.awaitTurnedAway();
    await(running, "wchan", IN_POLL);
    ends(running, signal);
  }
}
