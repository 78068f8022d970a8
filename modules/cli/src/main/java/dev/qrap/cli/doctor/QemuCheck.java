// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.cli.doctor.Finding.Verdict;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.host.HostException;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.launch.LaunchContext;
import dev.qrap.core.launch.ProgramSearch;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.plan.Strategies;
import java.util.ArrayList;
import java.util.List;

/** Which QEMU would run, its version, and how it can get to a backend. */
final class QemuCheck implements Check {

  private static final String NAME = "qemu";
  private static final String TRANSPORTS = "transports";
  private static final String BEFORE_VERSION = "QEMU emulator version ";

  private final LaunchContext context;
  private final Launch launch;

  QemuCheck(LaunchContext context, Launch launch) {
    this.context = context;
    this.launch = launch;
  }

  @Override
  public List<Finding> findings() {
    String configured = context.settings().get(Keys.QEMU);
    QemuCommand qemu;
    try {
      qemu = new ProgramSearch(context.host(), context.process()).qemus(configured).get(0);
    } catch (LaunchException e) {
      return List.of(
          Finding.fail(
              NAME,
              e,
              configured.isEmpty()
                  ? "on Debian: apt install qemu-system-x86, or the package of another machine"
                  : "correct the setting, or remove it"));
    }
    List<Finding> findings = new ArrayList<>();
    Finding version = version(qemu);
    findings.add(version);
    boolean isQemu = version.verdict() == Verdict.PASS;
    findings.addAll(transports(isQemu));
    if (isQemu) {
      findings.add(reconnection(qemu));
    }
    return findings;
  }

  private Finding version(QemuCommand qemu) {
    String answer;
    try {
      answer = Answer.of(context.host(), context.process(), qemu, "-version");
    } catch (HostException e) {
      return Finding.fail(
          NAME,
          qemu.path() + " does not say what it is: " + e.getMessage(),
          "fix or remove it, or name another one with the setting qemu=");
    }
    int start = answer.indexOf(BEFORE_VERSION);
    if (start < 0) {
      return Finding.warn(
          NAME,
          qemu.path() + " does not answer to -version as QEMU does",
          "if it is not meant to be QEMU, name another one with the setting qemu=");
    }
    String version = Answer.firstLine(answer.substring(start + BEFORE_VERSION.length()));
    return Finding.pass(NAME, qemu.path() + " is QEMU " + version);
  }

  /** Whether it connects again to a backend that was restarted, by its own help. */
  private Finding reconnection(QemuCommand qemu) {
    String help;
    try {
      help = Answer.of(context.host(), context.process(), qemu, "-help");
    } catch (HostException e) {
      return Finding.warn(TRANSPORTS, e.getMessage(), "fix or remove this QEMU");
    }
    boolean reconnects =
        help.lines().anyMatch(l -> l.startsWith("-netdev stream,") && l.contains("reconnect"));
    return Finding.pass(
        TRANSPORTS,
        reconnects
            ? "with exec=stream, this QEMU connects again if its backend is restarted"
            : "this QEMU does not connect again if its backend is restarted (8.0 and later do)");
  }

  /**
   * How this QEMU can get to a backend; it is a failure if a launch would find no way.
   *
   * @param detailed whether to say it of each strategy; of a program that is no QEMU that would be
   *     pointless
   */
  private List<Finding> transports(boolean detailed) {
    List<Finding> findings = new ArrayList<>();
    try {
      Strategies strategies = launch.strategies();
      strategies.need();
      for (Strategies.Statement statement :
          detailed ? strategies.statements() : List.<Strategies.Statement>of()) {
        String exec = "exec=" + statement.name();
        // It is no fault that a strategy is not available which a launch does not use.
        findings.add(
            Finding.pass(
                TRANSPORTS,
                statement.refusal().isEmpty()
                    ? exec + " uses -netdev " + statement.netdev()
                    : exec + " is not available: " + statement.refusal()));
      }
    } catch (LaunchException e) {
      findings.add(Finding.fail(TRANSPORTS, e, "set exec to a plugin that works with it"));
    }
    return findings;
  }
}
