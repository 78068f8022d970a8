// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cannot work ends with its status and one message that says what, why and what to do; nothing
 * is started and, where the plan fails, no backend is contacted.
 */
final class BadInputIT {

  private static final int FAILURE = 1;
  private static final int WRONG_USE = 2;
  private static final String CONFIGURATION = "home/.config/qrap/qrap.properties";

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** A call that fails although a backend would answer, and does not ask it. */
  private void refuses(Sandbox.Call call, int status, String... message) {
    FakeBackend backend = sandbox.backend();
    fails(call, status, message);
    assertThat(backend.probes()).isEmpty();
  }

  private static void fails(Sandbox.Call call, int status, String... message) {
    Sandbox.Result result = call.run();
    assertThat(result.started()).isEmpty();
    assertThat(result.status()).as(result.stderr()).isEqualTo(status);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).contains(message).doesNotContain("Exception", "\tat ");
    assertThat(result.stderr().split("qrap: ", -1)).as(result.stderr()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void no_arguments() {
    refuses(sandbox.qrap(), WRONG_USE, "Usage: qrap [FDNUM QEMU_CMD] [QEMU_ARG]...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "1024", "0x400", "4294967299", "99999999999999999999999"})
  void a_descriptor_number_out_of_range(String number) {
    refuses(
        sandbox.qrap(number, "kvm").after("ulimit -n 1024"),
        FAILURE,
        "qrap: descriptor number " + number + " is out of range",
        "from 3 to 1023",
        "ulimit -n is 1024");
  }

  @Test
  void the_highest_descriptor_number_is_in_range() {
    sandbox.backend();

    assertThat(
            sandbox.qrap("1023", "kvm").after("ulimit -n 1024").run().exec().connected().keySet())
        .containsExactly(1023);
  }

  @Test
  void an_unknown_command() {
    refuses(
        sandbox.qrap("5", "nosuchcommand", "-m", "64"),
        FAILURE,
        "qrap: cannot run 'nosuchcommand'",
        "the second argument, after FDNUM",
        "it is not in PATH (/tmp/bin:/usr/bin:/bin)");
  }

  @Test
  void a_path_where_nothing_is() {
    refuses(
        sandbox.qrap("5", "/tmp/bin/nothing"),
        FAILURE,
        "qrap: cannot run '/tmp/bin/nothing'",
        "there is no such file");
  }

  @Test
  void no_qemu_in_path() {
    refuses(
        sandbox.qrap("-m", "64").with("PATH", "/tmp/empty"),
        FAILURE,
        "qrap: no QEMU found: tried kvm, qemu-kvm and qemu-system-",
        "in PATH (/tmp/empty)",
        "/usr/libexec/qemu-kvm",
        "install one, or name it with the setting qemu=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pc-i440fx-7.2 | bus=pci.0,addr=0x | 16 | 2 | 30 | the slots 0x2 to 0x1e of bus pci.0",
        "s390-ccw-virtio | devno=fe.0.000 | 16 | 1 | 15 | the device numbers fe.0.0001 to fe.0.000f are all"
      })
  void no_free_address(String machine, String address, int radix, int first, int last, String why) {
    List<String> line = new ArrayList<>(List.of("-machine", machine));
    for (int number = first; number <= last; number++) {
      line.addAll(List.of("-device", "nvme," + address + Integer.toString(number, radix)));
    }

    refuses(
        sandbox.qrap(line).with("QRAP_NIC", "replace"),
        FAILURE,
        "qrap: no address for a network card on machine '" + machine + "'",
        why);
  }

  @Test
  void no_backend_on_the_configured_socket() {
    refuses(
        sandbox.qrap("-m", "64").with("QRAP_SOCKET", "/tmp/mine.socket"),
        FAILURE,
        "qrap: no network backend answers:",
        "/tmp/mine.socket: No such file",
        "the setting socket=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sokcet=/x | unknown key 'sokcet' in # | did you mean socket?",
        "timeout=soon | wrong value for timeout in # | from 1 to 86400",
        "nic=bridge | wrong value for nic in # | it must be keep or replace",
        "log=loud | wrong value for log in # | it must be off or debug",
        "exclude=q35 | wrong value for exclude in # | machine:NAME",
        "socket.owners=me | wrong value for socket.owners in # | each user must be a numeric user id",
        "socket | no '=' in # | a setting is a line key=value",
        "machine=nosuch | the setting machine=nosuch names no plugin that can be used | q35",
        "qemu=nosuch | cannot run 'nosuch' (the setting qemu=) | it is not in PATH"
      })
  void a_configuration_that_says_something_wrong(String line, String what, String next) {
    sandbox.write(CONFIGURATION, "# mine\n" + line + "\n");

    refuses(
        sandbox.qrap("-m", "64", "-device", "nvme"),
        FAILURE,
        "qrap: " + what.replace("#", "/tmp/" + CONFIGURATION + ":2"),
        next);
  }

  @Test
  void a_configuration_that_is_a_folder() throws IOException {
    Files.createDirectories(sandbox.path(CONFIGURATION));

    refuses(
        sandbox.qrap("-m", "64"),
        FAILURE,
        "qrap: cannot read the configuration /tmp/" + CONFIGURATION,
        "not a regular file",
        "fix or remove it");
  }

  @Test
  void a_configuration_that_cannot_be_read() throws IOException {
    assumeTrue(Tools.isRoot(), "only root can become another user");
    Tools.require("setpriv");
    Path file = sandbox.write(CONFIGURATION, "timeout=1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    refuses(
        sandbox.program(
            "/usr/bin/setpriv",
            List.of("--reuid", "65534", "--clear-groups", Sandbox.QRAP, "-m", "64")),
        FAILURE,
        "qrap: cannot read the configuration /tmp/" + CONFIGURATION,
        "Permission denied",
        "fix or remove it");
  }

  /** In a user namespace of an ordinary user's, too, qrap runs as root. */
  @ParameterizedTest
  @ValueSource(strings = {"rw-r--rw-", "rw-rw-r--"})
  void a_configuration_of_root_that_others_can_write(String mode) throws IOException {
    Path file = sandbox.write(CONFIGURATION, "timeout=1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    refuses(
        sandbox.qrap("-m", "64"),
        FAILURE,
        "qrap: the configuration /tmp/" + CONFIGURATION + " can be written by others than root",
        "chmod go-w /tmp/" + CONFIGURATION);
  }

  @Test
  void an_unknown_variable_is_only_warned_of() {
    sandbox.backend();
    Sandbox.Result result = sandbox.qrap("-m", "64").with("QRAP_SOKCET", "/x").run();

    assertThat(result.exec().arguments()).contains("-m");
    assertThat(result.stderr())
        .startsWith("qrap: unknown variable QRAP_SOKCET is ignored\n")
        .contains("Connected to /tmp/passt_1.socket\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plan | QEMU's arguments are missing; put them after --",
        "plan -m 64 | put -- before QEMU's arguments",
        "plan -- | QEMU's arguments are missing; put them after --",
        "plan --shell --json -- -m 64 | --shell and --json cannot be used together",
        "plan --bogus -- -m 64 | Unknown option: '--bogus'",
        "plugins extra | Unmatched argument at index 1: 'extra'",
        "help bogus | there is no command 'bogus'; see qrap help",
        "plan x -- -m 64 | 'x' is not an option of qrap plan",
        "run | QEMU's arguments are missing; put them after --; see qrap help run",
        "run -- | QEMU's arguments are missing; put them after --",
        "run -m 64 | Unknown option: '-m'; put -- before QEMU's arguments; see qrap help run",
        "run disk.img | 'disk.img' is not an option of qrap run; put -- before QEMU's arguments",
        "run --sokcet x -- -m 64 | Unknown option: '--sokcet'; see qrap help run",
        "run --socket -- -m 64 | the option --socket needs a value: --socket=PATH; see",
        "run --socket=-- -- -m 64 | the option --socket needs a value: --socket=PATH; see",
        "run --socket --timeout 5 -- -m 64 | the option --socket needs a value: --socket=PATH; see",
        "run sudo kvm | 'sudo' does not name a QEMU, but 'kvm' does; put qrap run directly before",
        "plan --json run kvm | put run directly after plan, and the options after run",
        "sockets extra | Unmatched argument at index 1: 'extra'; see qrap help sockets",
        "doctor extra | Unmatched argument at index 1: 'extra'; see qrap help doctor",
        "doctor --sokcet x | Unknown options: '--sokcet', 'x'; see qrap help doctor"
      })
  void wrong_use_of_a_command(String line, String message) {
    refuses(sandbox.qrap(line.split(" ", -1)), WRONG_USE, "qrap: ", message);
  }
}
