// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.cli.doctor.Finding.Verdict;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Configuration;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.ProgramSearch;
import dev.qrap.core.plan.QemuCommand;
import java.util.List;

/** Which QEMU would run, its version, and how it can connect. */
final class QemuCheck implements Check {

  private static final String NAME = "qemu";
  private static final String TRANSPORTS = "transports";

  private final Host host;
  private final ProcessContext process;
  private final Configuration configuration;

  QemuCheck(Host host, ProcessContext process, Configuration configuration) {
    this.host = host;
    this.process = process;
    this.configuration = configuration;
  }

  @Override
  public List<Finding> findings() {
    QemuCommand qemu;
    try {
      qemu = new ProgramSearch(host, process).qemus(configuration).get(0);
    } catch (LaunchException e) {
      return List.of(
          Finding.fail(
              NAME,
              e.getMessage(),
              configuration.qemu().isEmpty()
                  ? "on Debian: apt install qemu-system-x86, or the package of another machine"
                  : "correct the setting, or take it away"));
    }
    try {
      QemuText text = new QemuText(ask(qemu, "-version"), ask(qemu, "-help"));
      if (text.isQemu()) {
        return List.of(
            Finding.pass(NAME, qemu.path() + " is QEMU " + text.version()), transports(text));
      }
      return List.of(
          new Finding(
              NAME,
              Doctor.streams(configuration) ? Verdict.FAIL : Verdict.WARN,
              qemu.path() + " does not answer to -version and -help as QEMU does",
              "if it is not meant to be QEMU, name another one with the setting qemu="));
    } catch (HostException e) {
      return List.of(
          Finding.fail(
              NAME,
              qemu.path() + " does not say what it is: " + e.getMessage(),
              "mend or remove it, or name another one with the setting qemu="));
    }
  }

  private String ask(QemuCommand qemu, String option) throws HostException {
    return Answer.of(host, process, qemu, option);
  }

  private Finding transports(QemuText text) {
    if (!text.hasStream()) {
      return new Finding(
          TRANSPORTS,
          Doctor.streams(configuration) ? Verdict.FAIL : Verdict.WARN,
          "socket with a descriptor (exec=descriptor); no stream, which QEMU has since 7.2",
          "install a newer QEMU if you want exec=stream; exec=descriptor works with every one");
    }
    String reconnect = text.reconnect();
    return Finding.pass(
        TRANSPORTS,
        "socket with a descriptor (exec=descriptor); stream, "
            + (reconnect.isEmpty()
                ? "which cannot reconnect before QEMU 8.0"
                : "with " + reconnect));
  }
}
