// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.WrongAnswer;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.plan.RunningBackends.RunningBackend;
import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuInfo;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.StartCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways in which a QEMU can get to a backend: what the strategies say of them. */
public final class Strategies {

  /** What helps if a strategy cannot be written as the line has the backend. */
  private static final String INSTEAD =
      "give the card as -device and its backend as -netdev, or say exec=descriptor";

  /** Why a strategy that needs a path cannot be used with a backend that qrap starts. */
  private static final String NO_PATH =
      "QEMU would connect to a socket by its path, and the backend that qrap starts has none;"
          + " say exec=descriptor, or name a socket and say start=no";

  /** The card that {@code qrap doctor} speaks of: the usual one. */
  private static final String USUAL_CARD = "virtio-net-pci";

  private final Catalog catalog;
  private final Backends backends;
  private final RunningBackends running;
  private final QemuInfo qemu;
  private final Machine machine;
  private final List<QemuOption> line;
  private final SharedMemory memory;
  private final String accelerator;

  /** How many connections there are by now. */
  private int connections;

  /** Whether one of them needs shared memory, so that the options for it are written already. */
  private boolean shares;

  /**
   * The strategies for a command line.
   *
   * @param catalog the plugins
   * @param backends the kinds of backend
   * @param running the backends that run already
   * @param qemu the QEMU that will run
   * @param machine the machine that the line describes
   * @param line its options
   */
  Strategies(
      Catalog catalog,
      Backends backends,
      RunningBackends running,
      QemuInfo qemu,
      Machine machine,
      List<QemuOption> line) {
    this.catalog = catalog;
    this.backends = backends;
    this.running = running;
    this.qemu = qemu;
    this.machine = machine;
    this.line = List.copyOf(line);
    this.memory = SharedMemory.of(line, machine);
    this.accelerator = Accelerator.of(line, machine);
  }

  /**
   * The strategies as they are if there is no command line yet: those of a guest of the usual kind.
   *
   * @param catalog the plugins
   * @param backends the kinds of backend
   * @param qemu the QEMU that would run
   * @return the strategies
   */
  public static Strategies forNoGuest(Catalog catalog, Backends backends, QemuInfo qemu) {
    Machine machine = new Machine(qemu.architecture(), "", List.of(), true);
    QemuOption size =
        new QemuOption(
            0, "m", "128M", QemuOption.Notation.PLAIN, List.of(Property.text("size", "128M")));
    return new Strategies(catalog, backends, RunningBackends.NONE, qemu, machine, List.of(size));
  }

  /**
   * What a strategy says.
   *
   * @param name its name
   * @param refusal why it is not available with this QEMU, for people; empty if it is
   * @param netdev what it makes QEMU's {@code -netdev} say, with placeholders; empty if it is not
   *     available
   */
  public record Statement(String name, String refusal, String netdev) {}

  /**
   * What each strategy says, for {@code qrap doctor}.
   *
   * @return in the order in which a launch asks them
   * @throws LaunchException if a setting names a strategy that cannot be used
   */
  public List<Statement> statements() throws LaunchException {
    List<Statement> statements = new ArrayList<>();
    for (LoadedPlugin<ExecStrategy> plugin : catalog.active(Kind.EXEC)) {
      Answers answers = new Answers(plugin.extension(), guest(USUAL_CARD, true));
      try {
        String refusal = answers.refusal();
        String netdev =
            refusal.isEmpty() ? answers.connection().write(List.of(), false).display() : "";
        statements.add(new Statement(plugin.plugin().name(), refusal, netdev));
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(plugin, answers.asked, failure);
      }
    }
    return statements;
  }

  /**
   * What must be there before QEMU starts if its backend is a {@code -netdev} to one that runs.
   *
   * @return what the strategy needs that a launch would use
   * @throws LaunchException if none is available
   */
  public Need need() throws LaunchException {
    BackendChoice any = new BackendChoice(Condition.NEVER, "", "", NetworkRequest.NOTHING);
    return connection("netdev", USUAL_CARD, any).need();
  }

  /**
   * Whether the strategy that the user names lets QEMU start the backend. Then none is looked for.
   */
  boolean startedByQemu() throws LaunchException {
    if (!catalog.isForced(Kind.EXEC)) {
      return false;
    }
    for (LoadedPlugin<ExecStrategy> plugin : catalog.active(Kind.EXEC)) {
      try {
        return !WrongAnswer.notNull(plugin.extension().startsBackend()).isEmpty();
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(plugin, "startsBackend", failure);
      }
    }
    return false;
  }

  /**
   * How QEMU gets to a backend. Each call makes one more connection.
   *
   * @param option the name of the option that will say it: {@code netdev}, {@code nic}, ...
   * @param card QEMU's name of the card's device; empty if the board decides, or behind a hub
   * @param backend which backend
   */
  Connection connection(String option, String card, BackendChoice backend) throws LaunchException {
    Wanted wanted = wanted(option, card, backend);
    List<String> unavailable = new ArrayList<>();
    Optional<Connection> connection = best(wanted, true, unavailable);
    if (connection.isEmpty()) {
      connection = best(wanted, false, unavailable);
    }
    if (connection.isEmpty()) {
      List<String> lines = new ArrayList<>();
      lines.add("no way to connect " + qemu.path() + " to a backend");
      for (String line : unavailable) {
        lines.add("  " + line);
      }
      throw catalog.nothingLeft(Kind.EXEC, lines);
    }
    connections++;
    shares |= connection.get().means().sharing();
    return connection.get();
  }

  /** With exec=auto, what listens already decides; otherwise the launch finds out. */
  private Wanted wanted(String option, String card, BackendChoice backend) throws LaunchException {
    boolean mayRun = backend.when() != Condition.ALWAYS;
    if (!catalog.prefersRecommended()) {
      return new Wanted(option, guest(card, mayRun), backend, List.of(), false);
    }
    List<RunningBackend> found = mayRun ? running.usable(backend.socket()) : List.of();
    boolean exclusive = !found.isEmpty();
    for (RunningBackend one : found) {
      exclusive &= one.exclusive();
    }
    return new Wanted(option, guest(card, exclusive), backend, found, true);
  }

  private Guest guest(String card, boolean reconnects) {
    return new Guest(
        qemu,
        machine,
        accelerator,
        card,
        memory.memory(),
        reconnects,
        List.of(),
        FreshIds.of(line, "qrap", connections));
  }

  /**
   * What a connection must be like.
   *
   * @param option the name of the option that will say it
   * @param guest what the strategies are asked about
   * @param backend which backend
   * @param running the backends that run, if they decide
   * @param auto whether qrap chooses the strategy
   */
  private record Wanted(
      String option,
      Guest guest,
      BackendChoice backend,
      List<RunningBackend> running,
      boolean auto) {

    /** Whether a backend that runs speaks it. */
    boolean speaks(Protocol protocol) {
      for (RunningBackend one : running) {
        if (one.protocol() == protocol) {
          return true;
        }
      }
      return false;
    }

    /** Whether the backend is one that is started for the guest. */
    boolean starts() {
      return backend.when() == Condition.ALWAYS
          || (auto && backend.when() == Condition.NO_BACKEND && running.isEmpty());
    }
  }

  /**
   * The strategy to use, of qrap's own or of those of others; empty if none of them is available. A
   * strategy of somebody else is used only if none of qrap's own is, or if a setting names it.
   *
   * @param unavailable gets why they are not
   */
  private Optional<Connection> best(Wanted wanted, boolean ours, List<String> unavailable)
      throws LaunchException {
    List<Named> fitting = new ArrayList<>();
    int recommended = 0;
    for (LoadedPlugin<ExecStrategy> plugin : catalog.active(Kind.EXEC)) {
      if (plugin.plugin().isOurs() != ours) {
        continue;
      }
      String name = plugin.plugin().name();
      Answers answers = new Answers(plugin.extension(), wanted.guest());
      try {
        String reason = answers.obstacle(wanted);
        if (!reason.isEmpty()) {
          unavailable.add(name + " is not available: " + reason);
          continue;
        }
        Connection connection = answers.connection();
        if (!connection.fits(wanted.option())) {
          String unfit = "QEMU takes it as -netdev alone, not as -" + wanted.option();
          unavailable.add(name + " is not available: " + unfit + "; " + INSTEAD);
        } else if (!wanted.auto()) {
          return Optional.of(connection);
        } else if (answers.isRecommended()) {
          fitting.add(recommended, new Named(name, connection));
          recommended++;
        } else {
          fitting.add(new Named(name, connection));
        }
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(plugin, answers.asked, failure);
      }
    }
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(first(fitting, recommended > 0, unavailable));
  }

  /**
   * What a strategy leads to.
   *
   * @param strategy its name
   * @param connection the connection
   */
  private record Named(String strategy, Connection connection) {}

  /** What {@code exec=auto} chooses, with why, and why not each of the others. */
  private static Connection first(
      List<Named> fitting, boolean recommended, List<String> unavailable) {
    String chosen = fitting.get(0).strategy();
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "exec=auto uses "
            + chosen
            + (recommended
                ? ", which serves this guest best"
                : ": no strategy is available that would serve this guest better"));
    for (Named other : fitting.subList(1, fitting.size())) {
      reasons.add(other.strategy() + " is available, but " + chosen + " comes first");
    }
    reasons.addAll(unavailable);
    return fitting.get(0).connection().chosenBecause(reasons);
  }

  /** Why QEMU can start no program; empty if it can. */
  private String whyNoProgram() {
    for (QemuOption option : line) {
      if (option.name().equals("sandbox") && option.get("spawn").equals("deny")) {
        return "with -sandbox spawn=deny, QEMU cannot start a backend;"
            + " leave spawn=deny out, or say exec=descriptor";
      }
    }
    return "";
  }

  /** What a strategy answers for a guest, checked, and which of its methods was asked last. */
  private final class Answers {

    private final ExecStrategy strategy;
    private Guest guest;
    private String asked = "available";

    Answers(ExecStrategy strategy, Guest guest) {
      this.strategy = strategy;
      this.guest = guest;
    }

    /** Why it is not available; empty if it is. */
    String refusal() {
      asked = "available";
      return WrongAnswer.notNull(strategy.available(guest)).reason();
    }

    /** Why it cannot be used for the connection that is wanted; empty if it can. */
    String obstacle(Wanted wanted) throws LaunchException {
      String reason = starting(wanted);
      reason = reason.isEmpty() ? refusal() : reason;
      if (!reason.isEmpty()) {
        return reason;
      }
      asked = "protocol";
      Protocol protocol = WrongAnswer.notNull(strategy.protocol());
      if (!wanted.running().isEmpty() && !wanted.speaks(protocol)) {
        RunningBackend found = wanted.running().get(0);
        return ("it needs a backend that speaks " + Backends.name(protocol))
            + (", and the one at " + found.path() + " speaks ")
            + Backends.name(found.protocol());
      }
      asked = "need";
      boolean byPath = WrongAnswer.notNull(strategy.need()) == Need.SOCKET_PATH;
      return byPath && wanted.starts() ? listening(wanted.backend(), protocol) : "";
    }

    /** Why QEMU cannot start the backend by itself; empty if it can, or need not. */
    private String starting(Wanted wanted) throws LaunchException {
      asked = "startsBackend";
      String kind = WrongAnswer.notNull(strategy.startsBackend());
      if (kind.isEmpty()) {
        return "";
      }
      if (wanted.auto() && !wanted.starts()) {
        return "a backend that runs already is to be used, and QEMU would start one of its own";
      }
      String named = wanted.backend().kind();
      if (!named.isEmpty() && !named.equals(kind)) {
        return "QEMU would start " + kind + ", and the settings ask for " + named;
      }
      Optional<StartCommand> command =
          backends.start(
              backends.startable(kind), wanted.backend().request(), new Attachment.ByQemu());
      if (command.isEmpty()) {
        return "the plugin of the kind " + kind + " does not say what QEMU must tell it";
      }
      guest = guest.starting(command.get().arguments());
      return whyNoProgram();
    }

    /** Why qrap cannot start a backend that listens; empty if it can. */
    private String listening(BackendChoice backend, Protocol protocol) throws LaunchException {
      if (protocol == Protocol.FRAMES) {
        return NO_PATH;
      }
      LoadedPlugin<BackendKind> kind = backends.startable(backend.kind());
      Attachment path = new Attachment.Path("/socket", protocol);
      return backends.start(kind, backend.request(), path).isPresent()
          ? ""
          : ("the " + kind.plugin().name() + " of this host cannot be started to speak ")
              + (Backends.name(protocol) + "; install a newer one, or say exec=descriptor");
    }

    boolean isRecommended() {
      asked = "recommended";
      return strategy.recommended(guest);
    }

    Connection connection() {
      asked = "need";
      Need need = WrongAnswer.notNull(strategy.need());
      asked = "protocol";
      Protocol protocol = WrongAnswer.notNull(strategy.protocol());
      asked = "startsBackend";
      boolean byQemu = !WrongAnswer.notNull(strategy.startsBackend()).isEmpty();
      asked = "netdev";
      Netdev netdev = WrongAnswer.notNull(strategy.netdev(guest));
      asked = "options";
      List<AddedOption> options = WrongAnswer.list(strategy.options(guest));
      asked = "machineProperties";
      List<Property> properties = WrongAnswer.list(strategy.machineProperties(guest));
      asked = "needsSharedMemory";
      boolean sharing = strategy.needsSharedMemory(guest);
      if (sharing && !memory.memory().shareable()) {
        throw new WrongAnswer("returned true for a guest whose memory cannot be shared");
      }
      if (sharing && !shares) {
        options = joined(memory.options(guest.name()), options);
        properties = joined(memory.machineProperties(guest.name()), properties);
      }
      return new Connection(
          connections,
          new Connection.Means(need, protocol, byQemu, sharing),
          netdev,
          options,
          properties,
          List.of());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
      List<T> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }
  }
}
