// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters of system calls (seccomp) that refuse what a launch calls: docs/faults.md. */
final class RefusedCallsIT {

  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  @BeforeEach
  void needsCompiler() {
    Tools.require("gcc");
  }

  /**
   * A launch whose call of a name is refused; the JVM is started directly, as no shell could be.
   */
  private static Sandbox.Result refusing(Sandbox sandbox, String call, int errno) {
    sandbox.backend();
    sandbox.put("refuse", "bin/refuse");
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(errno));
    arguments.add(number(call));
    arguments.addAll(List.of("/tmp/image/bin/java", "-Dfile.encoding=UTF-8"));
    arguments.addAll(List.of("-cp", "/nonexistent", "dev.qrap.cli.Main", "-m", "64"));
    return sandbox.program("/tmp/bin/refuse", arguments).run();
  }

  /** As the headers of this machine have it. */
  private static String number(String call) {
    ProcessBuilder builder = new ProcessBuilder("gcc", "-E", "-P", "-");
    try {
      Process gcc = builder.start();
      gcc.getOutputStream().write(("#include <sys/syscall.h>\nSYS_" + call).getBytes(ISO_8859_1));
      gcc.getOutputStream().close();
      String said = new String(gcc.getInputStream().readAllBytes(), ISO_8859_1).strip();
      return said.substring(said.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "socket, 'no network backend answers', '(socket: EPERM)'",
    "connect, 'no network backend answers', '(connect: EPERM)'",
    "setsockopt, 'no network backend answers', '(setsockopt: EPERM)'",
    "sendto, 'no network backend answers', '(send: EPERM)'",
    "recvfrom, 'no network backend answers', '(recv: EPERM)'",
    "execve, 'cannot run QEMU', 'exec /tmp/bin/kvm: Operation not permitted (EPERM)'",
    "rt_sigprocmask, 'cannot run QEMU', 'Operation not permitted (EPERM)'",
    "fcntl, 'cannot hand over the connection', 'Operation not permitted (EPERM)'",
    "statx, 'kvm is not an executable file', ''",
    "getdents64, 'readdir /proc/self/fd', 'Operation not permitted (EPERM)'",
  })
  void a_call_that_a_launch_cannot_do_without_is_named(String call, String what, String reason) {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Sandbox.Result result = refusing(sandbox, call, EPERM);

      assertThat(result.started()).isEmpty();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stdout()).isEmpty();
      assertThat(result.stderr()).contains("qrap: ", what, reason).doesNotContain("Exception");
    }
  }

  @ParameterizedTest
  @CsvSource({"close_range", "openat2", "memfd_create", "pidfd_open", "prctl", "access"})
  void a_launch_does_without_others(String call) {
    for (int errno : List.of(EPERM, ENOSYS)) {
      try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
        Started started = refusing(sandbox, call, errno).exec();

        assertThat(started.connected()).as(call + " " + errno).hasSize(1);
        assertThat(started.descriptors()).as(call + " " + errno).containsKeys(0, 1, 2);
      }
    }
  }

  /** The C library has another way for each of these, if the kernel is said not to have it. */
  @ParameterizedTest
  @CsvSource({"statx", "faccessat2", "clone3"})
  void an_older_kernel_will_do(String call) {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      assertThat(refusing(sandbox, call, ENOSYS).exec().connected()).hasSize(1);
    }
  }

  /** There is no qrap yet which could say it better. */
  @Test
  void without_new_threads_the_jvm_says_that_it_cannot_start() {
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Sandbox.Result result = refusing(sandbox, "clone3", EPERM);

      assertThat(result.started()).isEmpty();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stderr()).contains("Cannot create VM thread");
    }
  }
}
