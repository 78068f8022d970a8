// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.WrongAnswer;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.plan.Invocation;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Need;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries a plan out: locates, connects, proves, fills the placeholder, and becomes QEMU. */
final class PlanExecutor {

  private final LaunchContext context;
  private final Catalog catalog;

  PlanExecutor(LaunchContext context, Catalog catalog) {
    this.context = context;
    this.catalog = catalog;
  }

  void launch(LaunchPlan plan) throws LaunchException {
    if (plan.need() == Need.NONE) {
      throw execute(plan, "");
    }
    if (plan.need() == Need.SOCKET_PATH) {
      String path = socketPath(plan);
      context.reporter().say("QEMU connects to " + path + " by itself");
      throw execute(plan, path);
    }
    SocketSearch.Found backend = backend(plan);
    try {
      backend.socket().handOver(plan.descriptor());
      throw withLoss(execute(plan, ""), backend);
    } catch (HostException e) {
      throw withLoss(
          new LaunchException("cannot hand over the connection: " + e.getMessage()), backend);
    } finally {
      backend.socket().discard();
    }
  }

  /** Some backends do not outlive the connection on which they were probed. */
  private static LaunchException withLoss(LaunchException failure, SocketSearch.Found backend) {
    return backend.endsWithConnection() && !backend.path().isEmpty()
        ? new LaunchException(
            failure.getMessage()
                + ("\nThe backend at " + backend.path() + " serves one connection and ends now;")
                + " start it again before the next launch")
        : failure;
  }

  /** Where QEMU connects to by itself. */
  private String socketPath(LaunchPlan plan) throws LaunchException {
    SocketSearch search = search(plan, SocketSearch.BUSY_ATTEMPTS);
    Optional<String> path = search.findPath(locate());
    if (path.isPresent()) {
      return path.get();
    }
    LaunchException failure = search.failure();
    throw context.started().when() == Condition.NEVER
        ? failure
        : new LaunchException(
            failure.getMessage()
                + "\nqrap can start a backend for this guest (start=) only with exec=descriptor");
  }

  /** One that runs already, or one of our own. */
  private SocketSearch.Found backend(LaunchPlan plan) throws LaunchException {
    Condition condition = context.started().when();
    if (condition == Condition.ALWAYS) {
      return started();
    }
    boolean starts = condition != Condition.NEVER;
    // A user who names a socket wants that one, so it is waited for; any other busy one is not.
    boolean waits = !starts || !context.settings().get(Keys.SOCKET).isEmpty();
    SocketSearch search = search(plan, waits ? SocketSearch.BUSY_ATTEMPTS : 1);
    Optional<SocketSearch.Found> found = search.find(locate());
    if (found.isPresent()) {
      context.reporter().connected(found.get().path());
      return found.get();
    }
    if (!starts) {
      throw search.failure();
    }
    try {
      return started();
    } catch (LaunchException e) {
      throw new LaunchException(e.getMessage() + "\nBefore that, " + search.failure().getMessage());
    }
  }

  private SocketSearch search(LaunchPlan plan, int busyAttempts) {
    return new SocketSearch(
        context, context.backends(catalog), plan.protocol(), context.timeoutMillis(), busyAttempts);
  }

  private SocketSearch.Found started() throws LaunchException {
    BackendStart start = new BackendStart(context, catalog);
    BackendSocket socket = start.start(context.timeoutMillis());
    context.reporter().say("started " + start.name() + " for this guest");
    return new SocketSearch.Found("", socket, true);
  }

  /** Where a backend may listen, in the order in which they are tried. */
  List<SocketCandidate> locate() throws LaunchException {
    LocatorContext from =
        new LocatorContext(context.settings().get(Keys.SOCKET), context.process().variables());
    List<SocketCandidate> candidates = new ArrayList<>();
    List<PluginInfo> rejected = new ArrayList<>();
    for (LoadedPlugin<SocketLocator> locator : catalog.active(Kind.LOCATOR)) {
      try {
        candidates.addAll(WrongAnswer.list(locator.extension().locate(from)));
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
  private LaunchException execute(LaunchPlan plan, String path) {
    List<String> arguments = plan.filled(path);
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
