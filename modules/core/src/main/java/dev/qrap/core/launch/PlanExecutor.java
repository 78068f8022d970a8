// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.plan.Invocation;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.PlannedConnection;
import dev.qrap.core.plan.PlannedFile;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Need;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries a plan out: locates, connects, proves, fills the placeholders, and becomes QEMU. */
final class PlanExecutor {

  private final LaunchContext context;
  private final Catalog catalog;
  private final Backends backends;

  /** The directories of backends that wait for QEMU. */
  private final List<String> waiting = new ArrayList<>();

  PlanExecutor(LaunchContext context, Catalog catalog, Backends backends) {
    this.context = context;
    this.catalog = catalog;
    this.backends = backends;
  }

  /** Gets all connections, hands them over and becomes QEMU; none is left if one cannot be had. */
  void launch(LaunchPlan plan) throws LaunchException {
    List<SocketSearch.Found> held = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    try {
      for (PlannedConnection connection : plan.connections()) {
        paths.add(obtain(connection, held, paths));
      }
      handOverFiles(plan, paths);
      handOver(plan, held);
      throw execute(plan, paths);
    } catch (LaunchException failure) {
      throw withLoss(failure, held);
    } finally {
      for (SocketSearch.Found backend : held) {
        backend.socket().discard();
      }
      for (String directory : waiting) {
        new LastingSockets(context).remove(directory);
      }
    }
  }

  /**
   * Gets what a connection needs.
   *
   * @param held gets the connected backend, if one is needed
   * @param used the sockets that earlier connections are to
   * @return the path of the socket to which the connection is; empty if it has none
   */
  private String obtain(
      PlannedConnection connection, List<SocketSearch.Found> held, List<String> used)
      throws LaunchException {
    switch (connection.need()) {
      case SOCKET_PATH -> {
        String path =
            connection.backend().when() == Condition.ALWAYS
                ? startedPath(connection)
                : socketPath(connection, used);
        context.reporter().say("QEMU connects to " + path + " by itself");
        return path;
      }
      case CONNECTED_DESCRIPTOR -> {
        SocketSearch.Found backend = backend(connection, used);
        held.add(backend);
        return backend.path();
      }
      default -> {
        if (connection.byQemu()) {
          start(connection).checkPorts();
        }
        return "";
      }
    }
  }

  /** Before the connections, which may be where the JVM reads its classes from. */
  private void handOverFiles(LaunchPlan plan, List<String> paths) throws LaunchException {
    for (PlannedFile file : plan.files()) {
      try {
        context.host().passOn(file.descriptor(), plan.filled(file, paths));
      } catch (HostException e) {
        throw new LaunchException(
            ("cannot hand over a copy of " + file.path() + ": " + e.getMessage())
                + "; put its options on the command line");
      }
    }
  }

  private static void handOver(LaunchPlan plan, List<SocketSearch.Found> held)
      throws LaunchException {
    int next = 0;
    for (PlannedConnection connection : plan.connections()) {
      if (connection.need() == Need.CONNECTED_DESCRIPTOR) {
        try {
          held.get(next).socket().handOver(connection.descriptor());
        } catch (HostException e) {
          throw new LaunchException("cannot hand over the connection: " + e.getMessage());
        }
        next++;
      }
    }
  }

  /** Some backends do not outlive the connection on which they were probed. */
  private static LaunchException withLoss(
      LaunchException failure, List<SocketSearch.Found> backends) {
    LaunchException whole = failure;
    for (SocketSearch.Found backend : backends) {
      if (backend.endsWithConnection() && !backend.path().isEmpty()) {
        whole =
            whole.and(
                ("The backend at " + backend.path() + " serves one connection and ends now;")
                    + " start it again before the next launch");
      }
    }
    return whole;
  }

  /** Where QEMU connects to by itself. */
  private String socketPath(PlannedConnection connection, List<String> used)
      throws LaunchException {
    SocketSearch search = search(connection, attempts(connection, false));
    Optional<String> path = search.findPath(unused(connection, used));
    if (path.isPresent()) {
      return path.get();
    }
    LaunchException failure = search.failure();
    if (connection.backend().when() == Condition.NEVER) {
      throw failure;
    }
    if (connection.protocol() == Protocol.FRAMES) {
      throw failure.and(
          "qrap can start a backend for this guest (start=) only with exec=descriptor");
    }
    try {
      return startedPath(connection);
    } catch (LaunchException e) {
      throw after(failure, e);
    }
  }

  /** No backend was found, and then none could be started. */
  private static LaunchException after(LaunchException search, LaunchException start) {
    List<String> before = search.lines();
    return start.and("Before that, " + before.get(0)).and(before.subList(1, before.size()));
  }

  /** The socket of a backend of our own, to which QEMU connects by itself. */
  private String startedPath(PlannedConnection connection) throws LaunchException {
    BackendStart start = start(connection);
    String directory = start.startLasting(new LastingSockets(context), context.timeoutMillis());
    waiting.add(directory);
    context.reporter().say("started " + start.name() + " for this guest");
    return start.socket(directory);
  }

  private BackendStart start(PlannedConnection connection) throws LaunchException {
    return new BackendStart(context, backends, connection.backend(), connection.protocol());
  }

  /** One that runs already, or one of our own. */
  private SocketSearch.Found backend(PlannedConnection connection, List<String> used)
      throws LaunchException {
    Condition condition = connection.backend().when();
    if (condition == Condition.ALWAYS) {
      return started(connection);
    }
    boolean starts = condition != Condition.NEVER;
    SocketSearch search = search(connection, attempts(connection, starts));
    Optional<SocketSearch.Found> found = search.find(unused(connection, used));
    if (found.isPresent()) {
      context.reporter().connected(found.get().path());
      return found.get();
    }
    if (!starts) {
      throw search.failure();
    }
    try {
      return started(connection);
    } catch (LaunchException e) {
      throw after(search.failure(), e);
    }
  }

  /**
   * How often a busy backend is tried. One whose socket the user names is tried until the timeout.
   * Any other one is tried only once if a backend can be started instead.
   */
  private static int attempts(PlannedConnection connection, boolean starts) {
    if (!connection.backend().socket().isEmpty()) {
      return SocketSearch.UNTIL_TIMEOUT;
    }
    return starts ? 1 : SocketSearch.BUSY_ATTEMPTS;
  }

  private SocketSearch search(PlannedConnection connection, int busyAttempts) {
    return new SocketSearch(
        context, backends, connection.protocol(), context.timeoutMillis(), busyAttempts);
  }

  private SocketSearch.Found started(PlannedConnection connection) throws LaunchException {
    BackendStart start = start(connection);
    BackendSocket socket = start.start(context.timeoutMillis());
    context.reporter().say("started " + start.name() + " for this guest");
    return new SocketSearch.Found("", socket, true);
  }

  /** The candidates without the sockets to which this launch is connected already. */
  private List<SocketCandidate> unused(PlannedConnection connection, List<String> used)
      throws LaunchException {
    List<SocketCandidate> candidates = locate(connection.backend().socket());
    if (used.isEmpty()) {
      return candidates;
    }
    List<SocketCandidate> unused = new ArrayList<>();
    for (SocketCandidate candidate : candidates) {
      for (SocketCandidate socket : Candidates.of(candidate, context.host())) {
        if (!used.contains(socket.path())) {
          unused.add(socket);
        }
      }
    }
    if (unused.isEmpty()) {
      throw new LaunchException(
          ("no backend is left for one more network card; connected are " + String.join(", ", used))
              + ("; " + Launch.START_A_BACKEND));
    }
    return unused;
  }

  /**
   * Where a backend may listen, in the order in which they are tried.
   *
   * @param socket the path that the user names; empty if none
   */
  List<SocketCandidate> locate(String socket) throws LaunchException {
    LocatorContext from = new LocatorContext(socket, context.process().variables());
    List<SocketCandidate> candidates = new ArrayList<>();
    List<PluginInfo> rejected = new ArrayList<>();
    for (LoadedPlugin<SocketLocator> locator : catalog.active(Kind.LOCATOR)) {
      try {
        candidates.addAll(locator.extension().locate(from));
      } catch (RuntimeException | LinkageError failure) {
        rejected.add(catalog.reject(locator, "locate", failure));
      }
    }
    if (candidates.isEmpty()) {
      throw catalog.nothingLeft(Kind.LOCATOR, "no plugin knows where a backend may listen");
    }
    for (PluginInfo plugin : rejected) {
      context.reporter().say(plugin.complaint());
    }
    return candidates;
  }

  /** Becomes the first program that is still there; returns why that did not work. */
  private LaunchException execute(LaunchPlan plan, List<String> paths) {
    List<String> arguments = plan.filled(paths);
    HostException failure = null;
    for (QemuCommand command : plan.commands()) {
      List<String> vector = new ArrayList<>(arguments.size() + 1);
      vector.add(command.name());
      vector.addAll(arguments);
      failure = context.host().execute(command.path(), vector, context.process().environment());
      if (!failure.is(Errno.ENOENT)) {
        break;
      }
    }
    return new LaunchException(
        "cannot run QEMU: " + failure.getMessage() + why(failure) + "; " + remedy(failure, plan));
  }

  /** What the error of a program that is there means: the kernel says it of its interpreter too. */
  private String why(HostException failure) {
    return failure.is(Errno.ENOENT)
            && context.host().program(failure.subject()) == Program.EXECUTABLE
        ? "; it is there, but the interpreter that it names is not"
        : "";
  }

  private static String remedy(HostException failure, LaunchPlan plan) {
    if (failure.is(Errno.EMFILE)) {
      return SocketSearch.MORE_DESCRIPTORS;
    }
    return plan.invocation().mode() == Invocation.Mode.EXPLICIT
        ? "name another one as the second argument, after FDNUM"
        : "fix it, or name another one with the setting qemu=";
  }
}
