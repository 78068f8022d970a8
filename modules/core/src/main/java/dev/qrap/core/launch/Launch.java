// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.backend.ObservedSocket;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.PluginModules;
import dev.qrap.core.catalog.Remarks;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.commandline.ReadconfigFiles;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.configuration.StartedBackend;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.host.Files;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.SocketStatus.State;
import dev.qrap.core.host.Trust;
import dev.qrap.core.plan.Change;
import dev.qrap.core.plan.Invocation;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.PlannedConnection;
import dev.qrap.core.plan.Planner;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.plan.RunningBackends;
import dev.qrap.core.plan.Strategies;
import dev.qrap.core.plan.Takeover;
import dev.qrap.core.qemu.PassThroughCall;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.Need;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.SocketCandidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A launch from the arguments to exec, read top to bottom. {@code qrap plan} goes as far as {@link
 * #plan}.
 */
public final class Launch {

  /** What to do if no backend answers. */
  public static final String START_A_BACKEND =
      "Let qrap start one (qrap run, or the setting start=if-none), start one yourself, or"
          + " name its socket (the setting socket=)";

  private final LaunchContext context;
  private final Catalog catalog;
  private final Backends backends;

  /**
   * A launch.
   *
   * @param context what it starts from
   */
  public Launch(LaunchContext context) {
    this(context, catalog(context.host(), context.settings(), context.reporter()));
  }

  /** A launch with the plugins of a test. */
  Launch(LaunchContext context, Catalog catalog) {
    this.context = context;
    this.catalog = catalog;
    this.backends = context.backends(catalog);
  }

  /**
   * The plugins. What it costs to look for them is paid when the first is asked for.
   *
   * @param files where jars of plugins lie
   * @param settings what the user set
   * @param remarks where it is said that a plugin is slow
   * @return those of the image, of its {@code plugins} directory and of {@code plugin.path}
   */
  public static Catalog catalog(Files files, Settings settings, Remarks remarks) {
    return new Catalog(
        Selection.of(settings), new PluginModules(files, settings.get(Keys.PLUGIN_PATH)), remarks);
  }

  /**
   * The settings that there are with the plugins of the image. A launch needs to know them only if
   * something is set that is none of qrap's own: all plugins are made for it.
   *
   * @param keys the settings of qrap's own
   * @param files where jars of plugins lie
   * @param remarks where it is said that a plugin is slow
   * @return all of them
   * @throws LaunchException never, since nothing is chosen
   */
  public static Keys withPlugins(Keys keys, Files files, Remarks remarks) throws LaunchException {
    Catalog ofImage = new Catalog(Selection.ALL, new PluginModules(files, List.of()), remarks);
    return keys.withPlugins(ofImage.settingKeys());
  }

  /**
   * The settings for a call. A broken configuration stops no call that needs no network: libvirt
   * must be able to ask QEMU what it can do.
   *
   * @param keys the settings that there are
   * @param form how qrap was called
   * @param files where configuration files lie
   * @param process what the launch is given
   * @param options what options of {@code qrap run} or {@code qrap plan} say
   * @param remarks where it is said that a plugin is slow
   * @return the settings
   * @throws LaunchException if the configuration is broken and the call may need a network
   */
  public static Settings settings(
      Keys keys,
      LaunchForm form,
      Files files,
      ProcessContext process,
      List<Setting> options,
      Remarks remarks)
      throws LaunchException {
    try {
      Settings read = ConfigurationReader.read(keys, form, files, process, options);
      if (read.plugins().isEmpty() || keys.withPlugins()) {
        return read;
      }
      Keys all = withPlugins(keys, files, remarks);
      return ConfigurationReader.read(all, form, files, process, options);
    } catch (LaunchException broken) {
      // In explicit mode FDNUM and QEMU_CMD are read as disk images here, which does no harm.
      CommandLine line = CommandLine.parse(process.arguments());
      if (PassThroughCall.reason(line.options(), line.machine("")).isEmpty()) {
        throw broken;
      }
      return Settings.defaults(form, List.of(broken.getMessage()));
    }
  }

  /**
   * Becomes QEMU.
   *
   * @throws LaunchException if that does not work; this method does not return otherwise
   */
  public void run() throws LaunchException {
    LaunchPlan plan = plan(context.process().arguments());
    report(plan);
    new PlanExecutor(context, catalog, backends).launch(plan);
  }

  /**
   * Decides what would be done. Nothing is connected to; QEMU is asked what it can do where a
   * strategy needs to know, and nothing but the answer is kept.
   *
   * @param arguments the user's arguments, at least one
   * @return the plan
   * @throws LaunchException if a launch could not go on
   */
  public LaunchPlan plan(List<String> arguments) throws LaunchException {
    Invocation invocation = Invocation.of(arguments, context.process().descriptorLimit());
    refuseLaterQemu(invocation);
    List<QemuCommand> commands = commands(invocation);
    LaunchPlan plan =
        new Planner(
                catalog,
                context.process(),
                new NamedFiles(),
                context.settings(),
                backends,
                new UsableBackends())
            .plan(invocation, commands, new InstalledQemu(context, commands.get(0)));
    checkStart(plan);
    return plan;
  }

  /** What the launcher will ask of plugins: a wrong setting is an error before it does anything. */
  private void checkStart(LaunchPlan plan) throws LaunchException {
    for (PlannedConnection connection : plan.connections()) {
      if (connection.need() == Need.NONE) {
        continue;
      }
      if (connection.backend().when() != Condition.NEVER) {
        new BackendStart(context, backends, connection.backend(), connection.protocol());
      }
      if (connection.backend().when() != Condition.ALWAYS) {
        catalog.active(Kind.LOCATOR);
      }
    }
  }

  /**
   * How the backend of a connection would be started.
   *
   * @param connection a connection of a plan
   * @return how; empty if none would be
   * @throws LaunchException if it could not be
   */
  public Optional<BackendStart> start(PlannedConnection connection) throws LaunchException {
    boolean possible =
        connection.need() == Need.CONNECTED_DESCRIPTOR
            || (connection.need() == Need.SOCKET_PATH && connection.protocol() != Protocol.FRAMES);
    return possible && connection.backend().when() != Condition.NEVER
        ? Optional.of(
            new BackendStart(context, backends, connection.backend(), connection.protocol()))
        : Optional.empty();
  }

  /**
   * The backend that launches start with these settings.
   *
   * @return how it would be started
   * @throws LaunchException if none can be
   */
  public BackendStart start() throws LaunchException {
    Takeover takeover = new Takeover(context.settings(), backends, false);
    return new BackendStart(context, backends, takeover.forNewCard(""), Protocol.FRAMES);
  }

  /**
   * The rules of the system that may limit backends.
   *
   * @return those that the plugins know; empty if a setting names a plugin that is not there
   */
  public List<Confinement> confinements() {
    try {
      return backends.confinements();
    } catch (LaunchException e) {
      return List.of(); // another finding of the doctor says so
    }
  }

  /**
   * What is wrong with the settings and stops nothing.
   *
   * @param plan the launch's plan
   * @return one line each
   * @throws LaunchException if a setting names a plugin that is not there, or is wrong for one
   */
  public List<String> warnings(LaunchPlan plan) throws LaunchException {
    List<String> warnings = new ArrayList<>(context.settings().warnings());
    warnings.addAll(catalog.unclaimedSettings());
    StartedBackend started = context.started();
    warnings.addAll(started.unusedSettings(context.settings()));
    warnings.addAll(unusedSockets(plan));
    String vain = inVain(plan);
    boolean asked =
        !started.reasons().isEmpty() || !context.settings().origin(Keys.START).isEmpty();
    if (!vain.isEmpty() && asked && started.when() != Condition.NEVER && !plan.passesThrough()) {
      String names = started.reasons().isEmpty() ? "start" : started.names();
      warnings.add(names + " has no effect: " + vain);
    }
    return warnings;
  }

  /** The sockets that the user names and that no card gets, one line each. */
  private List<String> unusedSockets(LaunchPlan plan) {
    List<String> unused = new ArrayList<>(context.settings().cards().furtherSockets());
    List<String> lines = new ArrayList<>();
    boolean byQemu = false;
    for (PlannedConnection connection : plan.connections()) {
      unused.remove(connection.backend().socket());
      byQemu |= connection.byQemu();
    }
    String socket = context.settings().get(Keys.SOCKET);
    if (byQemu && !socket.isEmpty()) {
      lines.add("socket=" + socket + " is not used: with this exec=, QEMU starts the backend");
    }
    for (String path : unused) {
      lines.add("socket=" + path + " is not used: there is no further network card for it");
    }
    return lines;
  }

  /** Why no backend is started whatever the settings say; empty if one may be. */
  private static String inVain(LaunchPlan plan) {
    if (plan.connections().isEmpty()) {
      return "no network card of this guest gets a backend from qrap";
    }
    for (PlannedConnection connection : plan.connections()) {
      if (connection.need() != Need.NONE || connection.byQemu()) {
        return "";
      }
    }
    return "with this exec=, QEMU needs no backend from qrap";
  }

  /**
   * The sockets that a launch would try. Nothing is connected to.
   *
   * @return in the order in which they would be tried
   * @throws LaunchException if no locator knows of any
   */
  public List<SocketCandidate> candidates() throws LaunchException {
    return candidates(context.settings().get(Keys.SOCKET));
  }

  private List<SocketCandidate> candidates(String socket) throws LaunchException {
    List<SocketCandidate> candidates = new ArrayList<>();
    for (SocketCandidate candidate : new PlanExecutor(context, catalog, backends).locate(socket)) {
      candidates.addAll(Candidates.of(candidate, context.host()));
    }
    return candidates;
  }

  /**
   * A socket that a launch would try.
   *
   * @param status what is seen of it
   * @param kind the kind of backend that listens, as far as it can be told; empty if nobody does
   * @param usable whether a backend is listening that QEMU can be connected to, unless a setting
   *     chooses a strategy that speaks something else
   * @param refusal why QEMU may not connect to it by its path, for people; empty if it may, or if
   *     these settings do not make it connect by itself
   */
  public record SeenSocket(SocketStatus status, String kind, boolean usable, String refusal) {}

  /**
   * The sockets that a launch would try, as they are now. Nothing is connected to.
   *
   * @return in the order in which they would be tried; what is not there counts only where the user
   *     said that it is: a locator may have a hundred names
   * @throws LaunchException if no locator knows of any
   * @throws HostException if the kernel does not say who listens
   */
  public List<SeenSocket> sockets() throws LaunchException, HostException {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (SocketCandidate candidate : candidates()) {
      kinds.putIfAbsent(candidate.path(), candidate.backend());
    }
    boolean byPath = connectsByPath();
    List<SeenSocket> there = new ArrayList<>();
    for (SocketStatus socket : context.host().look(List.copyOf(kinds.keySet()), context.trust())) {
      if (socket.state() != State.MISSING
          || socket.path().equals(context.settings().get(Keys.SOCKET))) {
        there.add(seen(socket, kinds.get(socket.path()), byPath));
      }
    }
    return there;
  }

  private SeenSocket seen(SocketStatus socket, String named, boolean byPath)
      throws LaunchException {
    if (socket.state() != State.LISTENING && socket.state() != State.IN_USE) {
      return new SeenSocket(socket, "", false, "");
    }
    ObservedSocket seen =
        new ObservedSocket(context.host(), context.trust(), socket.path(), socket.commandLine());
    LoadedPlugin<BackendKind> kind = backends.of(seen, named);
    String refusal = byPath ? refusalByPath(socket.path()) : "";
    boolean usable =
        socket.state() == State.LISTENING
            && backends.protocol(kind) == Protocol.FRAMES
            && refusal.isEmpty();
    return new SeenSocket(socket, kind.plugin().name(), usable, refusal);
  }

  /** Whether a setting makes QEMU connect by itself; a wrong one is another's finding. */
  private boolean connectsByPath() {
    if (context.settings().get(Keys.EXEC).isEmpty()) {
      return false;
    }
    try {
      return strategies().need() == Need.SOCKET_PATH;
    } catch (LaunchException e) {
      return false;
    }
  }

  /** The rules for paths that are used later are stricter than those for sockets of qrap's own. */
  private String refusalByPath(String path) {
    try {
      context.host().lastingPath(path, context.trust());
      return "";
    } catch (HostException e) {
      return e.reason();
    }
  }

  /**
   * What the strategies say of the QEMU that would run if the line named none.
   *
   * @return the strategies that the settings allow
   * @throws LaunchException if there is no such QEMU
   */
  public Strategies strategies() throws LaunchException {
    return Strategies.forNoGuest(catalog, backends, new InstalledQemu(context, qemus().get(0)));
  }

  /**
   * The backends that a launch could connect: those without a client, or else the busy ones. No
   * lambda, since the first one costs a launch 0.1 ms.
   */
  private final class UsableBackends implements RunningBackends {

    @Override
    public List<RunningBackend> usable(String socket) throws LaunchException {
      List<RunningBackend> idle = new ArrayList<>();
      List<RunningBackend> busy = new ArrayList<>();
      Host host = context.host();
      Trust trust = context.trust();
      for (SocketCandidate candidate : candidates(socket)) {
        String path = candidate.path();
        if (host.isListening(path, trust)) {
          ObservedSocket seen = new ObservedSocket(host, trust, path, List.of());
          Protocol protocol = backends.protocol(backends.of(seen, candidate.backend()));
          boolean exclusive = host.isExclusive(path, trust);
          boolean isIdle = host.isIdle(path, trust);
          (isIdle ? idle : busy).add(new RunningBackend(path, protocol, exclusive));
        }
      }
      return idle.isEmpty() ? busy : idle;
    }
  }

  /** Reads the files that QEMU's command line names. */
  private final class NamedFiles implements ReadconfigFiles {

    @Override
    public String read(String path) throws LaunchException {
      try {
        return context.host().read(path).content();
      } catch (HostException e) {
        throw new LaunchException(
            ("cannot read " + path + ", which -readconfig names: " + e.reason())
                + "; name a file that can be read, or put its options on the command line");
      }
    }
  }

  /**
   * The plugins that the plan did without, each with its reason.
   *
   * @return those of the kinds that were needed so far
   */
  public List<PluginInfo> unusedPlugins() {
    return catalog.unused();
  }

  /** A user who writes qrap run sudo qemu-system-x86_64 means no disk image of the name sudo. */
  private void refuseLaterQemu(Invocation invocation) throws LaunchException {
    if (context.settings().form() == LaunchForm.RUN && invocation.command().isEmpty()) {
      String refusal = CommandLine.behindAnotherProgram(invocation.arguments());
      if (!refusal.isEmpty()) {
        throw new LaunchException(refusal);
      }
    }
  }

  private List<QemuCommand> commands(Invocation invocation) throws LaunchException {
    if (invocation.command().isEmpty()) {
      return qemus();
    }
    boolean explicit = invocation.mode() == Invocation.Mode.EXPLICIT;
    String said = explicit ? "the second argument, after FDNUM" : "the first of QEMU's arguments";
    return List.of(programs().named(invocation.command(), said));
  }

  private List<QemuCommand> qemus() throws LaunchException {
    return programs().qemus(context.settings().get(Keys.QEMU));
  }

  private ProgramSearch programs() {
    return new ProgramSearch(context.host(), context.process());
  }

  /**
   * What the user must know of the plan: what is broken, what was removed, what he may not expect.
   */
  private void report(LaunchPlan plan) throws LaunchException {
    for (String warning : warnings(plan)) {
      context.reporter().say(warning);
    }
    for (PluginInfo plugin : catalog.unused()) {
      if (plugin.state() == PluginInfo.State.REJECTED) {
        context.reporter().say(plugin.complaint());
      }
    }
    StringBuilder removed = new StringBuilder();
    for (Change change : plan.changes()) {
      if (change.kind() == Change.Kind.REMOVED) {
        removed.append(removed.length() == 0 ? "removed " : ", ").append(change.text());
      }
    }
    if (removed.length() > 0) {
      context.reporter().say(removed.toString());
    }
    for (Change change : plan.changes()) {
      if (change.kind() == Change.Kind.REMARK) {
        context.reporter().say(change.reason());
      }
    }
  }
}
