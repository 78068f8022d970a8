// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.configuration.StartedBackend;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.configuration.Unsupported;
import dev.qrap.core.qemu.UserNetwork;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.Addresses;
import dev.qrap.spi.NetworkFeature.DomainName;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkFeature.HostName;
import dev.qrap.spi.NetworkFeature.Isolation;
import dev.qrap.spi.NetworkFeature.Mtu;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkFeature.Refused;
import dev.qrap.spi.NetworkFeature.Resolver;
import dev.qrap.spi.NetworkFeature.SearchDomain;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides for one network card after the other whether qrap's backend takes over from QEMU's own,
 * and what a backend that is started is told. Nothing that was asked of QEMU's backend is lost
 * without a word.
 */
public final class Takeover {

  private final Settings settings;
  private final StartedBackend start;
  private final Backends backends;
  private final boolean byQemu;
  private final ForwardedHostPorts ports = new ForwardedHostPorts();
  private final List<String> sockets = new ArrayList<>();
  private boolean first = true;

  /**
   * Nothing is decided yet.
   *
   * @param settings what the user set
   * @param backends the kinds of backend
   * @param byQemu whether QEMU itself starts the backends, so that none is looked for
   */
  public Takeover(Settings settings, Backends backends, boolean byQemu) {
    this.settings = settings;
    this.start = StartedBackend.of(settings);
    this.backends = backends;
    this.byQemu = byQemu;
    if (!settings.get(Keys.SOCKET).isEmpty()) {
      sockets.add(settings.get(Keys.SOCKET));
    }
    sockets.addAll(settings.cards().furtherSockets());
  }

  /** What becomes of a card. */
  sealed interface Decision {

    /**
     * It gets qrap's backend.
     *
     * @param backend which one
     * @param lost what that one does not do although the old one was asked to, one line each
     */
    record Connect(BackendChoice backend, List<String> lost) implements Decision {}

    /**
     * It stays as it is.
     *
     * @param reason why, for people; empty if QEMU refuses the option and says why itself
     */
    record Stay(String reason) implements Decision {}
  }

  /**
   * The backend of a card that asked nothing of any backend before.
   *
   * @param id the id of its netdev; empty if it has none
   * @return which one
   * @throws LaunchException if the settings ask for what cannot be
   */
  public BackendChoice forNewCard(String id) throws LaunchException {
    return choice(id, condition(id, NetworkRequest.NOTHING), List.of());
  }

  /**
   * Decides for a card that has a backend of QEMU's own.
   *
   * @param id the id of its netdev; empty if it has none
   * @param asked what the user asked of that backend
   */
  Decision decide(String id, NetworkRequest asked) throws LaunchException {
    for (NetworkFeature feature : asked.features()) {
      if (feature instanceof Refused) {
        return new Decision.Stay("");
      }
      if (feature instanceof Isolation && !convertsOnPurpose()) {
        return new Decision.Stay(
            feature.written()
                + " isolates the guest; to connect it all the same, set unsupported=convert");
      }
    }
    Condition when = condition(id, asked);
    String obstacle = obstacle(id, when, asked);
    if (!obstacle.isEmpty()) {
      return new Decision.Stay(obstacle);
    }
    Optional<LoadedPlugin<BackendKind>> kind =
        asked.features().isEmpty() ? Optional.empty() : kind(id, when);
    List<NetworkFeature> told = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    List<String> impossible = new ArrayList<>();
    for (NetworkFeature feature : asked.features()) {
      Support support =
          kind.isPresent()
              ? backends.support(kind.get(), feature)
              : Support.no("no plugin knows a backend that can do it");
      if (support.possible() && when == Condition.ALWAYS) {
        told.add(feature);
        continue;
      }
      if (!support.possible() && !isMinor(feature)) {
        impossible.add(feature.written() + " (" + support.text() + ")");
      }
      lost.add(feature.written() + " is lost: " + advice(kind, support));
    }
    Unsupported rule = settings.get(Keys.UNSUPPORTED);
    if (rule == Unsupported.LEAVE && !impossible.isEmpty()) {
      return new Decision.Stay(
          (String.join(", ", impossible) + "; to connect the card without it,")
              + " set unsupported=convert");
    }
    if (rule == Unsupported.FAIL && !lost.isEmpty()) {
      List<String> lines = new ArrayList<>(lost);
      lines.add("unsupported=fail: QEMU is not started; remove what is lost");
      throw new LaunchException(lines);
    }
    return new Decision.Connect(choice(id, when, told), lost);
  }

  /**
   * Why the card that QEMU alone adds stays as it is.
   *
   * @return one line for people; empty if it can be connected
   */
  String obstacleForDefaultCard() throws LaunchException {
    return obstacle("", condition("", NetworkRequest.NOTHING), NetworkRequest.NOTHING);
  }

  /** What is known to keep a backend from starting leaves a card, if the settings allow that. */
  private String obstacle(String id, Condition when, NetworkRequest asked) throws LaunchException {
    return when == Condition.ALWAYS && settings.get(Keys.UNSUPPORTED) == Unsupported.LEAVE
        ? backends.obstacle(backends.startable(kindName(id)), asked)
        : "";
  }

  /** Isolation is given up only if the user says so, and never by a default. */
  private boolean convertsOnPurpose() {
    return settings.get(Keys.UNSUPPORTED) == Unsupported.CONVERT
        && !settings.origin(Keys.UNSUPPORTED).isEmpty();
  }

  /** A backend that runs already cannot be told anything, so one that is told is started. */
  private Condition condition(String id, NetworkRequest asked) {
    if (byQemu) {
      return Condition.ALWAYS;
    }
    boolean tells = false;
    for (NetworkFeature feature : asked.features()) {
      tells |= !isMinor(feature);
    }
    if (start.unlessSocket() && !socket(id).isEmpty()) {
      return Condition.NEVER;
    }
    return tells && start.when() == Condition.NO_BACKEND ? Condition.ALWAYS : start.when();
  }

  /** The socket that the user names for a card: by its id, or else the next of those in turn. */
  private String socket(String id) {
    String own = settings.cards().socket(id);
    return !own.isEmpty() ? own : sockets.isEmpty() ? "" : sockets.get(0);
  }

  /** The {@link #socket} of a card that gets it: the next card gets the one after it. */
  private String takeSocket(String id) {
    String socket = socket(id);
    if (settings.cards().socket(id).isEmpty() && !sockets.isEmpty()) {
      sockets.remove(0);
    }
    return socket;
  }

  private String kindName(String id) {
    String own = settings.cards().backend(id);
    return own.isEmpty() ? start.kind() : own;
  }

  /** The kind that is started, or else the one that a user would start. */
  private Optional<LoadedPlugin<BackendKind>> kind(String id, Condition when)
      throws LaunchException {
    return when == Condition.NEVER
        ? backends.usual()
        : Optional.of(backends.startable(kindName(id)));
  }

  private String advice(Optional<LoadedPlugin<BackendKind>> kind, Support support) {
    if (!support.possible() || kind.isEmpty()) {
      return support.text();
    }
    String start = "start " + kind.get().plugin().name() + " with " + support.text();
    return settings.form() == LaunchForm.RUN
        ? start + ", or leave out --socket and --start, so that qrap starts it"
        : start + ", or put qrap run before QEMU, so that qrap starts it";
  }

  /** What a guest can do without: no connection of the guest fails for lack of it. */
  private static boolean isMinor(NetworkFeature feature) {
    return feature instanceof HostName
        || feature instanceof DomainName
        || feature instanceof SearchDomain
        || feature instanceof Mtu;
  }

  private BackendChoice choice(String id, Condition when, List<NetworkFeature> asked)
      throws LaunchException {
    String socket = when == Condition.ALWAYS ? "" : takeSocket(id);
    if (when == Condition.NEVER) {
      first = false;
      return new BackendChoice(when, socket, kindName(id), NetworkRequest.NOTHING);
    }
    LoadedPlugin<BackendKind> kind = backends.startable(kindName(id));
    List<NetworkFeature> told = new ArrayList<>();
    if (first) {
      for (ForwardedPorts forward : start.forwards()) {
        checkPossible(kind, forward);
        add(told, forward);
      }
    }
    first = false;
    for (NetworkFeature feature : asked) {
      add(told, feature);
    }
    addSlirpAddresses(told, kind);
    return new BackendChoice(when, socket, kind.plugin().name(), new NetworkRequest(told));
  }

  /**
   * Lets a guest see the addresses of QEMU's user network: those that follow from what was asked,
   * or, if the settings say so, those that it has without being asked.
   */
  private void addSlirpAddresses(List<NetworkFeature> told, LoadedPlugin<BackendKind> kind)
      throws LaunchException {
    Optional<Addresses> addresses = Optional.empty();
    for (NetworkFeature feature : told) {
      if (feature instanceof Addresses asked) {
        addresses = Optional.of(asked);
      } else if (isIpv6Alone(feature)) {
        return;
      }
    }
    if (addresses.isEmpty() && settings.get(Keys.SLIRP_ADDRESSES)) {
      addresses = Optional.of(UserNetwork.ADDRESSES);
      addIfPossible(told, kind, UserNetwork.ADDRESSES);
    }
    if (addresses.isPresent() && !hasResolver(told) && !addresses.get().resolver().isEmpty()) {
      String resolver = addresses.get().resolver();
      addIfPossible(told, kind, new Resolver("the resolver " + resolver, resolver));
    }
  }

  private static boolean hasResolver(List<NetworkFeature> told) {
    for (NetworkFeature feature : told) {
      if (feature instanceof Resolver) {
        return true;
      }
    }
    return false;
  }

  private void addIfPossible(
      List<NetworkFeature> told, LoadedPlugin<BackendKind> kind, NetworkFeature feature)
      throws LaunchException {
    if (backends.support(kind, feature).possible()) {
      told.add(feature);
    }
  }

  private static boolean isIpv6Alone(NetworkFeature feature) {
    return feature instanceof OneFamily family && family.ipv6();
  }

  private void add(List<NetworkFeature> told, NetworkFeature feature) throws LaunchException {
    if (!(feature instanceof ForwardedPorts forward) || ports.add(forward)) {
      told.add(feature);
    }
  }

  private void checkPossible(LoadedPlugin<BackendKind> kind, ForwardedPorts forward)
      throws LaunchException {
    Support support = backends.support(kind, forward);
    if (!support.possible()) {
      throw new LaunchException(
          ("a backend of the kind " + kind.plugin().name() + " cannot do " + forward.written())
              + (": " + support.text())
              + "; change that setting, or name another kind with start=");
    }
  }
}
