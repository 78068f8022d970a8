// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Configuration;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.SeenSocket;
import dev.qrap.core.host.SeenSocket.State;
import dev.qrap.core.host.Snapshot;
import dev.qrap.core.launch.Launch;
import dev.qrap.spi.SocketCandidate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap sockets}: lists the sockets that a launch would try. Connects to none. */
final class SocketsCommand {

  private final Host host;
  private final Snapshot snapshot;

  private SocketsCommand(Host host, Snapshot snapshot) {
    this.host = host;
    this.snapshot = snapshot;
  }

  static CommandSpec spec(Host host, Snapshot snapshot) {
    CommandSpec spec = Commands.command(new SocketsCommand(host, snapshot)::list);
    spec.usageMessage()
        .header("List the sockets that a launch would try, without connecting.")
        .description(HelpTexts.SOCKETS);
    spec.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
    return spec;
  }

  private int list(ParseResult parsed) throws LaunchException {
    Configuration configuration = ConfigurationReader.read(host, snapshot);
    List<String> paths = paths(configuration);
    SocketList list = new SocketList(look(paths, configuration));
    if (parsed.hasMatchedOption("--json")) {
      StandardOutput.write(list.json());
    } else if (list.sockets().isEmpty()) {
      StandardOutput.write(
          StandardError.printable(
              ("no backend's socket is there: looked for " + paths.get(0))
                  + (paths.size() > 1 ? " .. " + paths.get(paths.size() - 1) : "")
                  + "\nStart one, for instance: passt; or name its socket with the setting"
                  + " socket=\n"));
    } else {
      StandardOutput.write(list.table());
    }
    return list.usable() ? 0 : Main.FAILURE;
  }

  private List<String> paths(Configuration configuration) throws LaunchException {
    Launch launch =
        new Launch(host, snapshot, configuration, LaunchReporter.of(host, configuration));
    Set<String> paths = new LinkedHashSet<>();
    for (SocketCandidate candidate : launch.candidates()) {
      paths.add(candidate.path());
    }
    return new ArrayList<>(paths);
  }

  /** What is not there counts only where the user said that it is: passt has 99 names. */
  private List<SeenSocket> look(List<String> paths, Configuration configuration)
      throws LaunchException {
    try {
      List<SeenSocket> there = new ArrayList<>();
      for (SeenSocket socket : host.look(paths, configuration.trust(snapshot))) {
        if (socket.state() != State.MISSING || socket.path().equals(configuration.socket())) {
          there.add(socket);
        }
      }
      return there;
    } catch (HostException e) {
      throw new LaunchException(
          ("cannot tell who listens: " + e.getMessage())
              + "; the kernel must have UNIX_DIAG (modprobe unix_diag), a launch does without");
    }
  }
}
