// SPDX-License-Identifier: Apache-2.0
package org.example.island;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.StartCommand.Lifetime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Knows islandd, which is beside this project (islandd.c). */
public final class IslandKind implements BackendKind {

  private static final String PROGRAM = "islandd";
  private static final String NETWORK = "network";

  private String network = "";

  @Override
  public String name() {
    return "org.example.island";
  }

  /** Less than 0: it is used only if somebody names it, or if its socket is found. */
  @Override
  public int priority() {
    return -10;
  }

  @Override
  public List<PluginSetting> settings() {
    return List.of(
        new PluginSetting(NETWORK, "A.B.C", "", "the first three bytes of the island's addresses"));
  }

  @Override
  public void configure(String setting, String value) {
    if (!value.matches("\\d{1,3}(\\.\\d{1,3}){2}")) {
      throw new IllegalArgumentException("it must be like 10.9.0");
    }
    network = value;
  }

  @Override
  public Recognition recognise(SocketFacts socket) {
    List<String> commandLine = socket.commandLine();
    String listener = commandLine.isEmpty() ? socket.path() : commandLine.get(0);
    String name = listener.substring(listener.lastIndexOf('/') + 1);
    return name.equals(PROGRAM) || name.equals(PROGRAM + ".socket")
        ? Recognition.YES
        : Recognition.UNKNOWN;
  }

  /**
   * An ARP request, which islandd answers for any address but the guest's. It serves one client.
   */
  @Override
  public Probe probe() {
    return new Probe(
        "\0\0\0\52" // 42 bytes
            + "\377\377\377\377\377\377\2\0\0\11\0\2\10\6" // to all, from 02:00:00:09:00:02, ARP
            + "\0\1\10\0\6\4\0\1" // Ethernet, IPv4, request
            + "\2\0\0\11\0\2\0\0\0\0" // the sender
            + "\0\0\0\0\0\0\0\0\0\0", // the address that is looked for
        true);
  }

  @Override
  public Optional<BackendProgram> program() {
    return Optional.of(new BackendProgram(PROGRAM, "", "cc -O2 -o islandd islandd.c"));
  }

  /** It inherits its end of a connection, so that nothing of it is in the file system. */
  @Override
  public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
    if (!(attachment instanceof Attachment.Descriptor descriptor)) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--fd", String.valueOf(descriptor.number())));
    if (!network.isEmpty()) {
      arguments.addAll(List.of("--network", network));
    }
    return Optional.of(new StartCommand(arguments, Lifetime.STAYS_IN_FOREGROUND, List.of()));
  }
}
