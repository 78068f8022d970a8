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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which QEMU would run, its version, and how it can get to a backend. */
final class QemuCheck implements Check {

  private static final String NAME = "qemu";
  private static final String TRANSPORTS = "transports";
  private static final String NETDEV = "-netdev ";
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
      findings.add(abilities(qemu));
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

  /** What it can do with a backend that other versions cannot, by its own help. */
  private Finding abilities(QemuCommand qemu) {
    String help;
    try {
      help = Answer.of(context.host(), context.process(), qemu, "-help");
    } catch (HostException e) {
      return Finding.warn(TRANSPORTS, e.getMessage(), "fix or remove this QEMU");
    }
    boolean reconnects = false;
    Set<String> kinds = new LinkedHashSet<>();
    for (String line : help.lines().filter(l -> l.startsWith(NETDEV)).toList()) {
      String kind = line.substring(NETDEV.length(), line.indexOf(','));
      reconnects |= kind.equals("stream") && line.contains("reconnect");
      kinds.add(kind);
    }
    return Finding.pass(
        TRANSPORTS,
        (reconnects
                ? "this QEMU connects again if its backend is restarted (exec=stream)"
                : "this QEMU does not connect again if its backend is restarted (8.0 and later do)")
            + "; its kinds of -netdev are "
            + String.join(", ", kinds));
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
        findings.add(
            statement.refusal().isEmpty()
                ? Finding.pass(TRANSPORTS, exec + " uses -netdev " + statement.netdev())
                : Finding.warn(
                    TRANSPORTS,
                    exec + " is not available: " + statement.refusal(),
                    "this matters only if you want " + exec));
      }
    } catch (LaunchException e) {
      findings.add(Finding.fail(TRANSPORTS, e, "set exec to a plugin that works with it"));
    }
    return findings;
  }
}
