// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.qemu.DefaultMachine;
import dev.qrap.core.qemu.EmulatorName;
import dev.qrap.distribution.InstalledQemu.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What qrap takes for the machine of a QEMU without {@code -machine}, and for the architecture of a
 * QEMU by its name, is what the QEMUs that are installed say.
 */
final class DefaultMachineIT {

  private static final Pattern DEFAULT = Pattern.compile("(?m)^(\\S+) .*\\(default\\)$");
  private static final Pattern TARGET = Pattern.compile("\"arch\": \"([^\"]+)\"");
  private static final String ASK_TARGET =
      "{\"execute\":\"qmp_capabilities\"}{\"execute\":\"query-target\"}{\"execute\":\"quit\"}\n";

  /** What a name may say beside QEMU's word for the architecture. */
  private static final List<String> SUFFIXES = List.of("", "el", "eb", "-microvm");

  static Stream<InstalledQemu> qemus() {
    return InstalledQemu.all().stream();
  }

  static Stream<InstalledQemu> qemusWithoutADefault() {
    return qemus().filter(qemu -> marked(qemu).equals("none"));
  }

  private static String marked(InstalledQemu qemu) {
    Matcher machine = DEFAULT.matcher(qemu.print("-machine", "help"));
    return machine.find() ? machine.group(1) : "none";
  }

  private static String architecture(InstalledQemu qemu) {
    return EmulatorName.architecture(qemu.toString(), "");
  }

  @Test
  void is_in_the_table_or_asked_for() {
    List<String> differences = new ArrayList<>();
    StringBuilder table = new StringBuilder();
    for (InstalledQemu qemu : InstalledQemu.all()) {
      String said = marked(qemu);
      String ours = DefaultMachine.of(architecture(qemu));
      table.append("      case \"").append(architecture(qemu)).append("\" -> \"");
      table.append(said).append("\";\n");
      if (!ours.isEmpty() && !said.equals(ours) && !said.startsWith(ours + "-")) {
        differences.add(qemu + " has " + said + ", not " + ours);
      }
    }
    assertThat(differences)
        .as(
            "an architecture whose default depends on the version must not be in the table of"
                + " DefaultMachine, since QEMU is asked then; these QEMUs say\n%s",
            table)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("qemus")
  void is_read_from_the_answer_of_qemu(InstalledQemu qemu) {
    assertThat(DefaultMachine.in(qemu.print("-machine", "help"))).isEqualTo(marked(qemu));
  }

  @ParameterizedTest
  @MethodSource("qemusWithoutADefault")
  void if_there_is_none_qemu_says_so_itself(InstalledQemu qemu) {
    Ended alone = qemu.run(Path.of("").toAbsolutePath(), "", "-display", "none");
    assertThat(alone.stderr()).contains("machine");
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Sandbox.Result result =
          sandbox.qrap("-display", "none").with("QRAP_QEMU", qemu.program().toString()).run();
      assertThat(result.stderr()).isEqualTo(alone.stderr());
      assertThat(result.stdout()).isEqualTo(alone.stdout());
      assertThat(result.status()).isEqualTo(alone.status());
    }
  }

  @Test
  void belongs_to_the_architecture_that_a_name_says() {
    List<String> differences = new ArrayList<>();
    for (InstalledQemu qemu : InstalledQemu.all()) {
      Ended ended =
          qemu.run(
              Path.of("").toAbsolutePath(),
              ASK_TARGET,
              "-machine",
              // Debian's qemu-system-x86_64-microvm has no TCG, and KVM is not everywhere.
              "none,accel=tcg:qtest",
              "-S",
              "-display",
              "none",
              "-qmp",
              "stdio");
      Matcher target = TARGET.matcher(ended.stdout());
      assertThat(target.find()).as(qemu + ": " + ended).isTrue();
      String ours = architecture(qemu);
      if (SUFFIXES.stream().noneMatch(suffix -> ours.equals(target.group(1) + suffix))) {
        differences.add(qemu + " is " + target.group(1) + ", not '" + ours + "'");
      }
    }
    assertThat(differences).as("put these into EmulatorName").isEmpty();
  }
}
