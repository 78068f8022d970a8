// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worlds in which other tests run releases of Debian (distribution/root). */
final class RootIT {

  private static String say(Root root, User user, String commands) {
    Tools.Ended ended = root.as(user).run("sh", "-ec", commands);
    assertThat(ended.status()).as(commands + ": " + ended.output()).isZero();
    return ended.output().strip();
  }

  @Test
  void a_release_is_the_one_that_is_named() throws IOException {
    try (Root root = Root.start("trixie")) {
      assertThat(root.path("/etc/os-release")).content().contains("VERSION_CODENAME=trixie\n");
      assertThat(say(root, User.ROOT, "kvm --version")).startsWith("QEMU emulator version 10.0.");
      root.require("passt", "gvproxy", "virsh", "qemu-system-ppc64", "qemu-system-s390x");
    }
    try (Root host = Root.start(Root.HOST)) {
      assertThat(host.path("/etc/os-release")).hasSameTextualContentAs(Path.of("/etc/os-release"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "trixie"})
  void has_its_own_users_files_network_and_processes(String release) throws IOException {
    Path outside = Files.createTempFile("qrap-outside", "");
    try (Root root = Root.start(release)) {
      assertThat(say(root, User.ROOT, "id -u; pwd; echo $HOME")).isEqualTo("0\n/tmp\n/root");
      assertThat(say(root, User.ORDINARY, "id -u; id -g; grep CapEff: /proc/self/status; cd; pwd"))
          .matches("1000\n1000\nCapEff:\\s+0+\n/tmp/home");
      assertThat(say(root, User.ROOT, "ls -A /tmp")).isEqualTo("bin\ndistribution\nhome");
      assertThat(root.path(outside.toString())).doesNotExist();
      assertThat(say(root, User.ROOT, "ls /sys/class/net")).isEqualTo("host0\nlo\npeer0");
      assertThat(root.running()).isEmpty();
      assertThat(root.as(User.ROOT).run("touch", "/tmp/distribution/written").output())
          .contains("Read-only file system");
    } finally {
      Files.delete(outside);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "trixie"})
  void what_is_changed_and_started_in_it_is_gone_with_it(String release) throws IOException {
    String changed = Tools.isRoot() ? "/usr/bin/qrap-was-here" : "/etc/qrap-was-here";
    Root.Program program;
    try (Root root = Root.start(release)) {
      Files.writeString(root.path(changed), "");
      assertThat(say(root, User.ROOT, "ls " + changed)).isEqualTo(changed);
      program = root.as(User.ORDINARY).start("sleep", "98762");
      assertThat(root.running()).contains("sleep");
    }
    Root.await(() -> !program.isAlive(), "the end of what was started");
    assertThat(Path.of(changed)).doesNotExist();
    try (Root root = Root.start(release)) {
      assertThat(root.path(changed)).doesNotExist();
      assertThat(root.running()).doesNotContain("sleep");
    }
  }

  @Test
  void a_program_is_ended_by_a_signal_and_its_words_are_kept() {
    try (Root root = Root.start(Root.HOST)) {
      Root.Program program = root.as(User.ORDINARY).start("sh", "-c", "id -u; exec sleep 98763");
      Root.await(() -> program.said().endsWith("\n"), "what it says");
      assertThat(program.said()).isEqualTo("1000\n");
      assertThat(program.isAlive()).isTrue();
      program.stop("TERM");
      assertThat(program.isAlive()).isFalse();
      assertThat(root.running()).doesNotContain("sleep");
    }
  }
}
