// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.backend;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.WrongAnswer;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.InstalledProgram;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds of backend: which one listens on a socket, and which one is started. */
public final class Backends {

  private final Catalog catalog;

  /** The kind that the user names ({@code backend=}); empty if none. */
  private final String preferred;

  private final BackendHost host;

  /** The kinds that know of their program. */
  private final List<String> informed = new ArrayList<>();

  /**
   * The kinds.
   *
   * @param catalog the plugins
   * @param preferred the kind that the user names; empty if none
   * @param host where they are started
   */
  public Backends(Catalog catalog, String preferred, BackendHost host) {
    this.catalog = catalog;
    this.preferred = preferred;
    this.host = host;
  }

  /**
   * The kind of what listens on a socket.
   *
   * @param socket what is known of the socket
   * @param named the kind that a locator names; empty if none
   * @return the first that says yes, or else the one that counts if nobody can tell
   * @throws LaunchException if there is no plugin that it could be of
   */
  public LoadedPlugin<BackendKind> of(SocketFacts socket, String named) throws LaunchException {
    Optional<LoadedPlugin<BackendKind>> possible = Optional.empty();
    for (LoadedPlugin<BackendKind> plugin : catalog.active(Kind.BACKEND)) {
      String name = plugin.plugin().name();
      Recognition answer;
      try {
        answer = WrongAnswer.notNull(plugin.extension().recognise(socket));
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(plugin, "recognise", failure);
        continue;
      }
      if (answer == Recognition.YES || (answer == Recognition.UNKNOWN && name.equals(named))) {
        return plugin;
      }
      boolean counts = possible.isEmpty() || name.equals(preferred);
      if (answer == Recognition.UNKNOWN && counts) {
        possible = Optional.of(plugin);
      }
    }
    if (possible.isEmpty()) {
      throw catalog.nothingLeft(
          Kind.BACKEND, "no plugin knows what kind of backend listens on " + socket.path());
    }
    return possible.get();
  }

  /**
   * What is spoken to backends of a kind.
   *
   * @param plugin the kind
   * @return what the plugin says
   * @throws LaunchException if the plugin fails
   */
  public Protocol protocol(LoadedPlugin<BackendKind> plugin) throws LaunchException {
    try {
      return WrongAnswer.notNull(plugin.extension().protocol());
    } catch (RuntimeException | LinkageError failure) {
      throw failed(plugin, "protocol", failure);
    }
  }

  /**
   * The name of a protocol, for people.
   *
   * @param protocol the protocol
   * @return {@code "vhost-user"}
   */
  public static String name(Protocol protocol) {
    return switch (protocol) {
      case FRAMES -> "plain Ethernet frames";
      case VHOST_USER -> "vhost-user";
    };
  }

  /**
   * How backends of a kind prove that they are alive.
   *
   * @param plugin the kind
   * @return what the plugin says
   * @throws LaunchException if the plugin fails
   */
  public Probe probe(LoadedPlugin<BackendKind> plugin) throws LaunchException {
    try {
      return WrongAnswer.notNull(plugin.extension().probe());
    } catch (RuntimeException | LinkageError failure) {
      throw failed(plugin, "probe", failure);
    }
  }

  /**
   * The program of a kind.
   *
   * @param plugin the kind
   * @return what the plugin says; empty if it cannot be started
   * @throws LaunchException if the plugin fails
   */
  public Optional<BackendProgram> program(LoadedPlugin<BackendKind> plugin) throws LaunchException {
    try {
      return WrongAnswer.notNull(plugin.extension().program());
    } catch (RuntimeException | LinkageError failure) {
      throw failed(plugin, "program", failure);
    }
  }

  /**
   * What a started backend can do.
   *
   * @param plugin the kind
   * @param feature what the user asks for
   * @return what the plugin says
   * @throws LaunchException if the plugin fails
   */
  public Support support(LoadedPlugin<BackendKind> plugin, NetworkFeature feature)
      throws LaunchException {
    inform(plugin);
    try {
      return WrongAnswer.notNull(plugin.extension().support(feature));
    } catch (RuntimeException | LinkageError failure) {
      throw failed(plugin, "support", failure);
    }
  }

  /**
   * How a backend is started.
   *
   * @param plugin the kind
   * @param request what it must do
   * @param attachment how QEMU or qrap gets to it
   * @return what the plugin says; empty if it cannot be attached in that way
   * @throws LaunchException if the plugin fails
   */
  public Optional<StartCommand> start(
      LoadedPlugin<BackendKind> plugin, NetworkRequest request, Attachment attachment)
      throws LaunchException {
    inform(plugin);
    try {
      return WrongAnswer.notNull(plugin.extension().start(request, attachment));
    } catch (RuntimeException | LinkageError failure) {
      throw failed(plugin, "start", failure);
    }
  }

  /**
   * Why no backend of a kind can be started on this host, as far as that is known before.
   *
   * @param plugin the kind
   * @param request what it must do
   * @return one line for people; empty if nothing is known to stand against it
   * @throws LaunchException if the plugin fails
   */
  public String obstacle(LoadedPlugin<BackendKind> plugin, NetworkRequest request)
      throws LaunchException {
    boolean ipv4 = true;
    boolean ipv6 = true;
    for (NetworkFeature feature : request.features()) {
      if (feature instanceof OneFamily family) {
        ipv4 &= !family.ipv6();
        ipv6 &= family.ipv6();
      }
    }
    try {
      if (!plugin.extension().needsRouteOut()
          || (ipv4 && host.hasRouteOut(false))
          || (ipv6 && host.hasRouteOut(true))) {
        return "";
      }
      String route = ipv4 == ipv6 ? "" : ipv4 ? " of IPv4" : " of IPv6";
      return ("this host has no default route" + route + ", and ")
          + (plugin.plugin().name() + " needs one");
    } catch (RuntimeException | LinkageError failure) {
      throw failed(plugin, "needsRouteOut", failure);
    }
  }

  /** Tells a kind once of its program. */
  private void inform(LoadedPlugin<BackendKind> plugin) throws LaunchException {
    String name = plugin.plugin().name(); // to compare records would cost a launch 6 ms
    if (informed.contains(name)) {
      return;
    }
    informed.add(name);
    Optional<BackendProgram> program = program(plugin);
    if (program.isPresent()) {
      try {
        plugin.extension().installed(new AskedProgram(program.get(), host));
      } catch (RuntimeException | LinkageError failure) {
        throw failed(plugin, "installed", failure);
      }
    }
  }

  /** A program that is asked when a kind needs to know. */
  private record AskedProgram(BackendProgram program, BackendHost host)
      implements InstalledProgram {

    @Override
    public String help() {
      return program.helpOption().isEmpty() ? "" : host.help(program);
    }
  }

  /**
   * The kind that is started.
   *
   * @param name its name; empty for the first one that can be started
   * @return the kind, which has a program
   * @throws LaunchException if there is none
   */
  public LoadedPlugin<BackendKind> startable(String name) throws LaunchException {
    StringBuilder known = new StringBuilder();
    List<LoadedPlugin<BackendKind>> kinds = catalog.active(Kind.BACKEND);
    for (LoadedPlugin<BackendKind> plugin : kinds) {
      boolean named = plugin.plugin().name().equals(name);
      if ((named || name.isEmpty()) && program(plugin).isPresent()) {
        return plugin;
      }
      if (named) {
        throw new LaunchException(
            "qrap cannot start a backend of the kind " + name + "; name another kind with start=");
      }
      known.append(known.length() == 0 ? "" : ", ").append(plugin.plugin().name());
    }
    throw catalog.nothingLeft(
        Kind.BACKEND,
        name.isEmpty()
            ? "no plugin knows a backend that qrap can start"
            : "no plugin knows a kind of backend called " + name + "; those known are " + known);
  }

  /**
   * What a plugin's failure means if the launch cannot go on without its answer.
   *
   * @param plugin the kind
   * @param method the method that failed
   * @param failure what it threw, or a {@link WrongAnswer}
   * @return the error
   * @throws LaunchException if a setting names the plugin
   */
  public LaunchException failed(LoadedPlugin<BackendKind> plugin, String method, Throwable failure)
      throws LaunchException {
    return new LaunchException(
        catalog.reject(plugin, method, failure).complaint()
            + "; exclude it with exclude=backend:"
            + plugin.plugin().name());
  }

  /**
   * The kind that a user would start: the one that the settings name, or the first that qrap can
   * start.
   *
   * @return the kind; empty if there is none
   * @throws LaunchException if the plugin fails
   */
  public Optional<LoadedPlugin<BackendKind>> usual() throws LaunchException {
    for (LoadedPlugin<BackendKind> plugin : catalog.active(Kind.BACKEND)) {
      String name = plugin.plugin().name();
      if (preferred.isEmpty() ? program(plugin).isPresent() : name.equals(preferred)) {
        return Optional.of(plugin);
      }
    }
    return Optional.empty();
  }

  /**
   * The rules of the system that may limit backends.
   *
   * @return what the plugins say
   * @throws LaunchException if a plugin fails that a setting names
   */
  public List<Confinement> confinements() throws LaunchException {
    List<Confinement> confinements = new ArrayList<>();
    for (LoadedPlugin<BackendKind> plugin : catalog.active(Kind.BACKEND)) {
      try {
        Optional<Confinement> known = WrongAnswer.notNull(plugin.extension().confinement());
        if (known.isPresent()) {
          confinements.add(known.get());
        }
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(plugin, "confinement", failure);
      }
    }
    return confinements;
  }
}
