// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.Plans;
import dev.qrap.core.testing.Processes;
import dev.qrap.core.testing.SpokenLines;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a QEMU before it runs: it is asked once, and its name says the rest. */
final class InstalledQemuTest {

  private static final String NETDEVS = "-netdev user,id=str\n-netdev stream,id=str\n";

  private final FakeHost host = new FakeHost().program("/bin/kvm", Program.EXECUTABLE);

  private InstalledQemu qemu(String name) {
    LaunchContext context =
        new LaunchContext(
            host, Processes.of(List.of()), Plans.settings(NicPolicy.KEEP), new SpokenLines(false));
    return new InstalledQemu(context, new QemuCommand(name, "/bin/" + name));
  }

  private InstalledQemu saying(String help) {
    host.answer("/bin/kvm", 0, help);
    return qemu("kvm");
  }

  @Test
  void itsHelpSaysItsVersionAndItsBackends() {
    InstalledQemu qemu =
        saying("QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg)\nusage: kvm\n" + NETDEVS);
    assertThat(qemu.version()).isEqualTo("7.2.22");
    assertThat(qemu.netdevHelp()).isEqualTo(NETDEVS);
    assertThat(host.calls("run")).hasSize(1);
    assertThat(saying("QEMU emulator version 11.1\n" + NETDEVS).version()).isEqualTo("11.1");
  }

  @Test
  void oneWithoutAVersionStillSaysItsBackends() {
    InstalledQemu qemu = saying("usage: kvm\n" + NETDEVS);
    assertThat(qemu.version()).isEmpty();
    assertThat(qemu.netdevHelp()).isEqualTo(NETDEVS);
  }

  @Test
  void oneThatSaysNothingHasNothing() {
    assertThat(qemu("kvm").version()).isEmpty();
    assertThat(qemu("kvm").netdevHelp()).isEmpty();
    assertThat(qemu("kvm").machineHelp()).isEmpty();
  }

  @Test
  void itsArchitectureIsThatOfItsNameOrOfWhatItLinksTo() {
    assertThat(qemu("qemu-system-aarch64").architecture()).isEqualTo("aarch64");
    host.link("/bin/my-qemu", "next").link("/bin/next", "/opt/qemu-system-s390x");
    assertThat(qemu("my-qemu").architecture()).isEqualTo("s390x");
    host.link("/bin/loop", "loop");
    assertThat(qemu("loop").architecture()).isEqualTo("x86_64");
  }
}
