// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.output.Printable;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.launch.PathRanges;
import dev.qrap.spi.SocketCandidate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap sockets}: lists the sockets that a launch would try. Connects to none. */
final class SocketsCommand implements Command {

  private final Host host;
  private final ProcessContext process;

  SocketsCommand(Host host, ProcessContext process) {
    this.host = host;
    this.process = process;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("List the sockets that a launch would try, without connecting.")
        .description(
            "",
            "No backend notices: one that runs with --one-off is still there afterwards. States:",
            "  listening   a launch would ask it for an answer",
            "  in use      it has a client; a launch waits for it a while, then tries the next",
            "  dead        the socket is left over, nobody listens",
            "  forbidden   the system does not let you connect: start it as the user who runs qrap",
            "  untrusted   a launch does not use it; the detail says why",
            "  missing     socket= names it, but it is not there",
            "  unreadable  the system does not let you look; the detail says why",
            "",
            "Exit status: 0 if one is listening, otherwise 1.",
            "");
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    Settings settings = ConfigurationReader.read(host, process);
    Launch launch = QemuLaunch.prepare(host, process, settings);
    SocketList list = look(launch);
    if (parsed.hasMatchedOption("--json")) {
      StandardOutput.write(list.json());
    } else if (list.sockets().isEmpty()) {
      List<String> tried = new ArrayList<>();
      for (SocketCandidate candidate : launch.candidates()) {
        tried.add(candidate.path());
      }
      StandardOutput.write(
          Printable.text(
              ("no backend's socket is there; a launch looks for "
                      + String.join(", ", PathRanges.of(tried)))
                  + ("\n" + Launch.START_A_BACKEND + "\n")));
    } else {
      StandardOutput.write(list.table());
    }
    return list.usable() ? 0 : ExitStatus.FAILURE;
  }

  private static SocketList look(Launch launch) throws LaunchException {
    try {
      return new SocketList(launch.sockets());
    } catch (HostException e) {
      throw new LaunchException(
          ("cannot tell who listens: " + e.getMessage())
              + "; the kernel needs UNIX_DIAG for this (modprobe unix_diag); a launch works without it");
    }
  }
}
