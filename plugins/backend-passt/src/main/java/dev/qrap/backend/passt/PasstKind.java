// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.passt;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.InstalledProgram;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.Resolver;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.StartCommand.Lifetime;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * passt(1), whose socket carries Ethernet frames. Seen with the versions of March 2023, May 2025
 * and October 2026.
 */
public final class PasstKind implements BackendKind {

  /** The program, and the name of this kind. */
  static final String PROGRAM = "passt";

  private static final String OPTIONS = "options";

  /** With what the default sockets begin and end: passt(1), option --socket. */
  private static final String SOCKET_START = "/tmp/passt_";

  private static final String SOCKET_END = ".socket";

  /** What the passt of 2023 says of each of its own lines if there is no syslog. */
  private static final String SYSLOG_NOISE = "Failed to send ";

  /**
   * An option of versions that answer as a resolver at an address of their own, beside the host's
   * resolver. With those before, the address that DHCP names does not answer then (seen with the
   * version of March 2023, which lacks the option, and those of May 2025 and October 2026).
   */
  private static final String RESOLVER_OPTION = "--dns-host";

  private List<String> options = List.of();
  private Optional<InstalledProgram> program = Optional.empty();

  @Override
  public String name() {
    return PROGRAM;
  }

  @Override
  public List<PluginSetting> settings() {
    return List.of(
        new PluginSetting(
            OPTIONS, "OPTION", " ", "start a passt for this guest with these options of passt(1)"));
  }

  @Override
  public void configure(String setting, String value) {
    options = PasstOptions.parse(value);
  }

  /**
   * A passt that is not told another path takes the first of its default ones that is free. What
   * has neither such a path nor passt's name may still be one: it listens on any path.
   */
  @Override
  public Recognition recognise(SocketFacts socket) {
    if (VhostUser.listens(socket)) {
      return Recognition.NO;
    }
    boolean named = socket.path().startsWith(SOCKET_START) && socket.path().endsWith(SOCKET_END);
    return named || VhostUser.isPasst(socket.commandLine()) ? Recognition.YES : Recognition.UNKNOWN;
  }

  /** One answers to ARP or to a neighbour solicitation; that of 2026 speaks before it is asked. */
  @Override
  public Probe probe() {
    return new Probe(ProbeFrames.TEXT, false);
  }

  @Override
  public void installed(InstalledProgram program) {
    this.program = Optional.of(program);
  }

  private boolean helpSays(String option) {
    return program.isPresent() && program.get().help().contains(option);
  }

  @Override
  public Support support(NetworkFeature feature) {
    if (feature instanceof Resolver && !helpSays(RESOLVER_OPTION)) {
      return Support.no("the passt of this host is too old for it");
    }
    List<String> words = PasstOptions.of(feature);
    return words.isEmpty()
        ? Support.no("passt has nothing like it")
        : Support.yes(String.join(" ", words));
  }

  @Override
  public Optional<BackendProgram> program() {
    return Optional.of(
        new BackendProgram(PROGRAM, "--version", "--help", "on Debian: apt install passt"));
  }

  /** It takes its addresses from the interface of that route, unless it is told another one. */
  @Override
  public boolean needsRouteOut() {
    return !PasstOptions.nameInterface(options);
  }

  /** The profile of Debian's package. */
  @Override
  public Optional<Confinement> confinement() {
    return Optional.of(
        new Confinement(
            "/etc/apparmor.d/usr.bin.passt", "lets passt's sockets be under /tmp and /home"));
  }

  /**
   * On a descriptor, passt keeps nothing of a guest that the next one needs: connections break, and
   * new ones work. In the background it would be nobody's child, and nobody would see it end.
   */
  @Override
  public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
    List<String> arguments = new ArrayList<>();
    Lifetime lifetime = Lifetime.GOES_INTO_BACKGROUND;
    if (attachment instanceof Attachment.Descriptor descriptor) {
      lifetime = Lifetime.CAN_TAKE_OVER;
      arguments.addAll(List.of("--foreground", "--fd", String.valueOf(descriptor.number())));
    } else if (attachment instanceof Attachment.Path path) {
      if (path.protocol() != Protocol.VHOST_USER || !helpSays(VhostUser.OPTION)) {
        return Optional.empty(); // a passt that speaks frames needs no socket of its own
      }
      arguments.addAll(List.of(VhostUser.OPTION, "--one-off", "--socket", path.path()));
      arguments.addAll(List.of("--pid", path.path() + ".pid"));
    }
    arguments.addAll(options);
    for (NetworkFeature feature : request.features()) {
      arguments.addAll(PasstOptions.beside(feature, options));
    }
    return Optional.of(new StartCommand(arguments, lifetime, List.of()));
  }

  /** Without how it is to be used. */
  @Override
  public String complaint(String output) {
    int usage = output.indexOf("Usage:");
    int end = usage <= 0 ? output.length() : usage;
    StringBuilder complaint = new StringBuilder();
    int start = 0;
    while (start < end) {
      int lineEnd = output.indexOf('\n', start) + 1;
      lineEnd = lineEnd == 0 || lineEnd > end ? end : lineEnd;
      if (!output.startsWith(SYSLOG_NOISE, start)) {
        complaint.append(output, start, lineEnd);
      }
      start = lineEnd;
    }
    return complaint.toString();
  }
}
