// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.host.FileVersion;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.launch.CachedHelp.Question;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.Processes;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CachedHelpTest {

  private static final String LINES = "-netdev user,id=str\n-netdev stream,id=str\n";
  private static final String HELP =
      "usage: kvm\n-netdev user,id=str\n  a backend\n-netdev stream,id=str\n-nic user\n";

  private final FakeHost host = new FakeHost();

  @BeforeEach
  void qemu() {
    host.program("/bin/kvm", Program.EXECUTABLE).answer("/bin/kvm", 0, HELP);
  }

  private String text(String... environment) {
    QemuCommand command = new QemuCommand("kvm", "/bin/kvm");
    return help(command, Question.NETDEVS, environment);
  }

  private String help(QemuCommand command, Question question, String... environment) {
    ProcessContext process = Processes.withEnvironment(environment);
    return new CachedHelp(host, host, process, command, question).text();
  }

  private String atHome() {
    return text("HOME=/home/u");
  }

  private int asked() {
    return host.calls("run").size();
  }

  /** The only file of the cache. */
  private Map.Entry<String, String> file() {
    assertThat(host.cache()).hasSize(1);
    return host.cache().entrySet().iterator().next();
  }

  @Test
  void theLinesOfTheHelpAreTheAnswer() {
    assertThat(text()).isEqualTo(LINES);
    assertThat(host.calls()).containsExactly("run /bin/kvm [kvm, -help] []");
  }

  @Test
  void theLastLineMayHaveNoEnd() {
    host.answer("/bin/kvm", 0, "-netdev user,id=str");
    assertThat(text()).isEqualTo("-netdev user,id=str\n");
  }

  @Test
  void itIsAskedOnceForTheSameFile() {
    assertThat(atHome()).isEqualTo(LINES);
    assertThat(atHome()).isEqualTo(LINES);
    assertThat(asked()).isEqualTo(1);
    assertThat(file().getKey()).startsWith("/home/u/.cache/netdev-help-");
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "1, 2"})
  void anotherSizeOrTimeIsAnotherQemu(long size, long modified) {
    atHome();
    host.version("/bin/kvm", new FileVersion(size, modified));
    host.answer("/bin/kvm", 0, "-netdev other\n");
    assertThat(atHome()).isEqualTo("-netdev other\n");
    assertThat(atHome()).isEqualTo("-netdev other\n");
    assertThat(asked()).isEqualTo(2);
  }

  /** As it would be of two paths with the same hash. */
  @Test
  void whatIsKeptOfAnotherPathIsWrittenAnew() {
    atHome();
    String content = file().getValue();
    file().setValue(content.replace("/bin/kvm", "/bin/kvn"));
    assertThat(atHome()).isEqualTo(LINES);
    assertThat(asked()).isEqualTo(2);
    assertThat(file().getValue()).isEqualTo(content);
  }

  @Test
  void whatIsNotWholeIsWrittenAnew() {
    atHome();
    String content = file().getValue();
    for (int length = 0; length < content.length(); length++) {
      file().setValue(content.substring(0, length));
      assertThat(atHome()).as("%d bytes", length).isEqualTo(LINES);
      assertThat(file().getValue()).isEqualTo(content);
    }
    assertThat(asked()).isEqualTo(content.length() + 1);
  }

  @Test
  void whatIsDamagedIsWrittenAnew() {
    atHome();
    String content = file().getValue();
    for (int place = 0; place < content.length(); place++) {
      char other = (char) (content.charAt(place) ^ 1);
      file().setValue(content.substring(0, place) + other + content.substring(place + 1));
      assertThat(atHome()).as("byte %d", place).isEqualTo(LINES);
      assertThat(file().getValue()).isEqualTo(content);
    }
  }

  @Test
  void theFolderIsTheOneOfXdg() {
    text("HOME=/home/u", "XDG_CACHE_HOME=/var/cache/u");
    assertThat(file().getKey()).startsWith("/var/cache/u/netdev-help-");
    host.cache().clear();
    text("HOME=/home/u", "XDG_CACHE_HOME=relative");
    assertThat(file().getKey()).startsWith("/home/u/.cache/");
  }

  @Test
  void withoutAHomeNothingIsKept() {
    assertThat(text("HOME=relative")).isEqualTo(LINES);
    assertThat(text()).isEqualTo(LINES);
    assertThat(asked()).isEqualTo(2);
    assertThat(host.cache()).isEmpty();
  }

  @Test
  void aQemuThatFailsOrHangsHasNoAnswerAndNoneIsKept() {
    host.answer("/bin/kvm", 1, HELP);
    assertThat(atHome()).isEmpty();
    assertThat(atHome()).isEmpty();
    assertThat(asked()).isEqualTo(2);
    host.program("/bin/hangs", Program.EXECUTABLE);
    QemuCommand hangs = new QemuCommand("hangs", "/bin/hangs");
    assertThat(help(hangs, Question.NETDEVS, "HOME=/home/u")).isEmpty();
    assertThat(host.cache()).isEmpty();
  }

  @Test
  void aLongHelpIsCutAtALine() {
    String line = "-netdev user," + "x".repeat(1000) + "\n";
    host.answer("/bin/kvm", 0, line.repeat(100));
    assertThat(atHome()).isEqualTo(line.repeat(32));
    assertThat(atHome()).isEqualTo(line.repeat(32));
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void ofTheMachinesTheHeadingAndTheDefaultAreTheAnswer() {
    QemuCommand command = new QemuCommand("kvm", "/bin/kvm");
    String kept = "Supported machines are:\nspike  RISC-V Spike board (default)\n";
    host.answer("/bin/kvm", 0, kept + "virt   RISC-V VirtIO board\n");
    assertThat(help(command, Question.MACHINES, "HOME=/home/u")).isEqualTo(kept);
    assertThat(help(command, Question.MACHINES, "HOME=/home/u")).isEqualTo(kept);
    assertThat(host.calls()).containsExactly("run /bin/kvm [kvm, -machine, help] [HOME=/home/u]");
    assertThat(file().getKey()).startsWith("/home/u/.cache/machine-help-");
  }

  @Test
  void anAnswerToOneQuestionIsNoneToAnother() {
    atHome();
    host.answer("/bin/kvm", 0, "Supported machines are:\n");
    QemuCommand command = new QemuCommand("kvm", "/bin/kvm");
    assertThat(help(command, Question.MACHINES, "HOME=/home/u")).startsWith("Supported");
    assertThat(atHome()).isEqualTo(LINES);
    assertThat(host.cache()).hasSize(2);
  }
}
