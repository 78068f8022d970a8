// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.ExitStatus;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.Printable;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
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
  private final Keys keys;

  SocketsCommand(Host host, ProcessContext process, Keys keys) {
    this.host = host;
    this.process = process;
    this.keys = keys;
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .header("List the sockets that a launch would try, without connecting.")
        .description(
            "",
            "Looking does not disturb a backend: one that runs with --one-off goes on to wait. States:",
            "  listening   a backend listens and has no client; a launch would use it",
            "  in use      it has a client; a launch waits for a while and then tries the next",
            "  dead        the file of the socket is there, but nobody listens",
            "  forbidden   you may not connect; start the backend as the user who runs qrap",
            "  untrusted   a launch does not use it; DETAIL says why",
            "  missing     the setting socket names it, but it is not there",
            "  unreadable  the system does not let you look; DETAIL says why",
            "",
            "KIND is the kind of backend, as far as it can be told without connecting.",
            "",
            "Exit status: 0 if a backend is listening that a launch would use, otherwise 1.",
            "");
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
  }

  @Override
  public int run(ParseResult parsed) throws LaunchException {
    Settings settings = ConfigurationReader.read(keys, LaunchForm.BARE, host, process, List.of());
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
          Printable.line(
                  "no backend's socket is there; a launch looks for "
                      + String.join(", ", PathRanges.of(tried)))
              + ("\n" + Launch.START_A_BACKEND + "\n"));
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
