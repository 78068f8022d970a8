// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.Processes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgramSearchTest {

  private final FakeHost host = new FakeHost();

  private void programs(String... paths) {
    for (String path : paths) {
      host.program(path, Program.EXECUTABLE);
    }
  }

  private ProgramSearch search(String... environment) {
    return new ProgramSearch(host, Processes.withEnvironment(environment));
  }

  private String found(String name, String... environment) throws LaunchException {
    QemuCommand command = search(environment).named(name, "the test");
    assertThat(command.name()).isEqualTo(name);
    return command.path();
  }

  private void assertNotFound(String message, String name, String... environment) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> search(environment).named(name, "the setting qemu="))
        .withMessage(message);
  }

  @Test
  void pathIsSearchedInItsOrder() throws LaunchException {
    programs("/a/kvm", "/b/kvm", "/b/other");
    assertThat(found("kvm", "PATH=/x:/a:/b")).isEqualTo("/a/kvm");
    assertThat(found("kvm", "PATH=/b:/a")).isEqualTo("/b/kvm");
    assertThat(found("other", "PATH=/a:/b")).isEqualTo("/b/other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH=", "PATH=:/x", "PATH=/x:", "PATH=/x::/y", "PATH=::"})
  void anEmptyElementIsTheWorkingDirectory(String path) throws LaunchException {
    programs("./kvm");
    assertThat(found("kvm", path)).isEqualTo("./kvm");
  }

  @Test
  void withoutPathTheUsualPlacesAreSearched() throws LaunchException {
    programs("./kvm", "/usr/bin/kvm");
    assertThat(found("kvm")).isEqualTo("/usr/bin/kvm");
    programs("/bin/kvm");
    assertThat(found("kvm")).isEqualTo("/bin/kvm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/opt/kvm", "./kvm", "bin/kvm", "/"})
  void aNameWithASlashIsAPath(String name) throws LaunchException {
    programs(name, "/a/" + name, "/a/kvm");
    assertThat(found(name, "PATH=/a")).isEqualTo(name);
  }

  @Test
  void aProgramThatMayNotBeExecutedIsPassedOver() throws LaunchException {
    host.program("/a/kvm", Program.DENIED);
    programs("/b/kvm");
    assertThat(found("kvm", "PATH=/a:/b")).isEqualTo("/b/kvm");
  }

  @Test
  void whatIsNotFoundIsAnErrorThatSaysWhere() {
    assertNotFound(
        "cannot run 'kvm' (the setting qemu=): it is not in PATH (/a:/b); name a program in PATH, or give a path",
        "kvm",
        "PATH=/a:/b");
    assertNotFound(
        "cannot run '' (the setting qemu=): it is not in PATH (/a); name a program in PATH, or give a path",
        "",
        "PATH=/a");
    assertNotFound(
        "cannot run '/a/kvm' (the setting qemu=): there is no such file; name a program that exists",
        "/a/kvm",
        "PATH=/a");
  }

  @Test
  void withoutPathTheErrorNamesTheUsualPlaces() {
    assertNotFound(
        "cannot run 'kvm' (the setting qemu=): it is not in PATH (/bin:/usr/bin); name a program in PATH, or give a path",
        "kvm");
  }

  @Test
  void whatMayNotBeExecutedIsAnErrorThatNamesIt() {
    host.program("/b/kvm", Program.DENIED).program("/c/kvm", Program.DENIED);
    assertNotFound(
        "cannot run 'kvm' (the setting qemu=): /b/kvm is not an executable file",
        "kvm",
        "PATH=/a:/b:/c");
    assertNotFound(
        "cannot run '/c/kvm' (the setting qemu=): /c/kvm is not an executable file", "/c/kvm");
  }

  @Test
  void theQemusOfThisHostComeInTheirOrder() throws LaunchException {
    programs(
        "/usr/libexec/qemu-kvm",
        "/b/qemu-system-x86_64",
        "/a/qemu-kvm",
        "/b/kvm",
        "/a/qemu-system-s390x");
    assertThat(search("PATH=/a:/b").any())
        .containsExactly(
            new QemuCommand("kvm", "/b/kvm"),
            new QemuCommand("qemu-kvm", "/a/qemu-kvm"),
            new QemuCommand("qemu-system-x86_64", "/b/qemu-system-x86_64"),
            new QemuCommand("/usr/libexec/qemu-kvm", "/usr/libexec/qemu-kvm"));
  }

  @Test
  void oneIsEnough() throws LaunchException {
    programs("/usr/libexec/qemu-kvm");
    assertThat(search("PATH=/a").any())
        .isEqualTo(List.of(new QemuCommand("/usr/libexec/qemu-kvm", "/usr/libexec/qemu-kvm")));
  }

  @Test
  void aFirstOneThatMayNotBeExecutedEndsTheSearch() {
    host.program("/a/qemu-kvm", Program.DENIED);
    programs("/a/qemu-system-x86_64");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> search("PATH=/a").any())
        .withMessage(
            "/a/qemu-kvm is not an executable file; make it one, remove it, or name a QEMU with"
                + " the setting qemu=");
  }

  @Test
  void aLaterOneThatMayNotBeExecutedDoesNot() throws LaunchException {
    host.program("/a/qemu-kvm", Program.DENIED);
    programs("/a/kvm");
    assertThat(search("PATH=/a").any()).containsExactly(new QemuCommand("kvm", "/a/kvm"));
  }

  @Test
  void withoutAnyTheErrorSaysWhatWasTried() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> search("PATH=/a").any())
        .withMessage(
            "no QEMU found: tried kvm, qemu-kvm and qemu-system-x86_64 in PATH (/a), then"
                + " /usr/libexec/qemu-kvm; install one, or name it with the setting qemu=");
  }
}
