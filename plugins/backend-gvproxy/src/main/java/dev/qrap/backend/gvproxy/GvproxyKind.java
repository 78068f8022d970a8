// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.gvproxy;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.StartCommand.FollowUp;
import dev.qrap.spi.StartCommand.Lifetime;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * gvproxy of the project gvisor-tap-vsock with {@code -listen-qemu}. It serves one client, and ends
 * and removes its socket when that client leaves. Seen with version 0.8.1.
 */
public final class GvproxyKind implements BackendKind {

  /** The program, and the name of this kind. */
  static final String PROGRAM = "gvproxy";

  private static final String SCHEME = "unix://";

  @Override
  public String name() {
    return PROGRAM;
  }

  /** passt is what most people use. */
  @Override
  public int priority() {
    return -1;
  }

  /** One process has several sockets: the one of its service is none for QEMU. */
  @Override
  public Recognition recognise(SocketFacts socket) {
    List<String> commandLine = socket.commandLine();
    if (commandLine.isEmpty()) {
      return lastName(socket.path()).contains(PROGRAM) ? Recognition.YES : Recognition.UNKNOWN;
    }
    if (!lastName(commandLine.get(0)).startsWith(PROGRAM)) {
      return Recognition.NO;
    }
    for (int i = 1; i + 1 < commandLine.size(); i++) {
      boolean service =
          commandLine.get(i).equals("-listen") || commandLine.get(i).equals("--listen");
      if (service && commandLine.get(i + 1).equals(SCHEME + socket.path())) {
        return Recognition.NO;
      }
    }
    return Recognition.YES;
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public Probe probe() {
    return new Probe(ArpRequest.TEXT, true);
  }

  @Override
  public Support support(NetworkFeature feature) {
    return feature instanceof ForwardedPorts ports
        ? Support.yes("a request to its service: POST " + Forwarding.of(ports, ports.first()))
        : Support.no("gvproxy has nothing like it");
  }

  @Override
  public Optional<BackendProgram> program() {
    return Optional.of(
        new BackendProgram(PROGRAM, "-version", "on Debian 13 and later: apt install gvproxy"));
  }

  /** By default, it also forwards port 2222 to the guest's SSH, which nobody asked for. */
  @Override
  public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
    if (!(attachment instanceof Attachment.Path path) || path.protocol() != Protocol.FRAMES) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>(List.of("-ssh-port", "-1"));
    arguments.addAll(List.of("-listen-qemu", SCHEME + path.path()));
    List<FollowUp> followUps = new ArrayList<>();
    String service = path.path() + ".service";
    for (NetworkFeature feature : request.features()) {
      if (feature instanceof ForwardedPorts ports) {
        for (int port = ports.first(); port <= ports.last(); port++) {
          followUps.add(Forwarding.request(service, ports, port));
        }
      }
    }
    if (!followUps.isEmpty()) {
      arguments.addAll(List.of("-listen", SCHEME + service));
    }
    return Optional.of(new StartCommand(arguments, Lifetime.STAYS_IN_FOREGROUND, followUps));
  }
}
