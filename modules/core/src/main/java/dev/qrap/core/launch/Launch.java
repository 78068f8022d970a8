// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.PluginModules;
import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.configuration.Configuration;
import dev.qrap.core.configuration.ConfigurationReader;
import dev.qrap.core.configuration.OwnPasst.When;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.SocketStatus.State;
import dev.qrap.core.plan.Change;
import dev.qrap.core.plan.Invocation;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.Planner;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.qemu.PassThroughCall;
import dev.qrap.spi.Need;
import dev.qrap.spi.SocketCandidate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A launch from the arguments to exec, read top to bottom. {@code qrap plan} goes as far as {@link
 * #plan}.
 */
public final class Launch {

  private final Host host;
  private final ProcessContext process;
  private final Configuration configuration;
  private final Catalog catalog;
  private final Reporter reporter;

  /**
   * A launch.
   *
   * @param host the machine
   * @param process what the process was given
   * @param configuration what the user configured
   * @param reporter where the launch says what it does
   */
  public Launch(Host host, ProcessContext process, Configuration configuration, Reporter reporter) {
    this(host, process, configuration, catalog(host, configuration), reporter);
  }

  /**
   * The plugins of a configuration. What it costs to look for them is paid when the first is asked
   * for.
   *
   * @param host the machine
   * @param configuration what the user configured
   * @return those of the image, of its {@code plugins} folder and of {@code plugin.path}
   */
  public static Catalog catalog(Host host, Configuration configuration) {
    return new Catalog(
        configuration.selection(), new PluginModules(host, configuration.pluginPath()));
  }

  /** A launch with the plugins of a test. */
  Launch(
      Host host,
      ProcessContext process,
      Configuration configuration,
      Catalog catalog,
      Reporter reporter) {
    this.host = host;
    this.process = process;
    this.configuration = configuration;
    this.catalog = catalog;
    this.reporter = reporter;
  }

  /**
   * The configuration for a call. A broken one stops no call that needs no network: libvirt must be
   * able to ask QEMU what it can do.
   *
   * @param host the machine
   * @param process what the launch is given
   * @param options what options of {@code qrap run} or {@code qrap plan} say
   * @return the configuration
   * @throws LaunchException if it is broken and the call may need a network
   */
  public static Configuration configuration(
      Host host, ProcessContext process, List<Setting> options) throws LaunchException {
    try {
      return ConfigurationReader.read(host, process, options);
    } catch (LaunchException broken) {
      // In explicit mode FDNUM and QEMU_CMD are read as disk images here, which does no harm.
      CommandLine line = CommandLine.parse(process.arguments());
      if (PassThroughCall.reason(line.options(), line.machine("")).isEmpty()) {
        throw broken;
      }
      return Configuration.defaults(broken.getMessage());
    }
  }

  /**
   * Becomes QEMU.
   *
   * @throws LaunchException if that does not work; this method does not return otherwise
   */
  public void run() throws LaunchException {
    LaunchPlan plan = plan(process.arguments());
    report(plan);
    new PlanExecutor(host, process, configuration, catalog, reporter).launch(plan);
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
    Invocation invocation = Invocation.of(arguments, process.descriptorLimit());
    List<QemuCommand> commands = commands(invocation);
    LaunchPlan plan =
        new Planner(catalog, process, this::readNamed, configuration.keepsCards())
            .plan(invocation, commands, new InstalledQemu(host, process, commands.get(0)));
    if (plan.need() == Need.NONE) {
      return plan;
    }
    if (configuration.passt().when() != When.ALWAYS) {
      catalog.active(Kind.LOCATOR); // the launcher asks them; a wrong setting is an error before
    } else if (plan.need() == Need.LIVE_PATH) {
      throw new LaunchException(
          "forward and passt.options ask for a passt that qrap starts, which has no path for QEMU"
              + " to connect to; use exec=descriptor, or give neither");
    }
    return plan;
  }

  /**
   * The sockets that a launch would try. Nothing is connected to.
   *
   * @return in the order in which they would be tried
   * @throws LaunchException if no locator knows of any
   */
  public List<SocketCandidate> candidates() throws LaunchException {
    return new PlanExecutor(host, process, configuration, catalog, reporter).locate();
  }

  /**
   * The sockets that a launch would try, as they are now. Nothing is connected to.
   *
   * @return in the order in which they would be tried; what is not there counts only where the user
   *     said that it is: passt has 99 names
   * @throws LaunchException if no locator knows of any
   * @throws HostException if the kernel does not say who listens
   */
  public List<SocketStatus> sockets() throws LaunchException, HostException {
    Set<String> paths = new LinkedHashSet<>();
    for (SocketCandidate candidate : candidates()) {
      paths.add(candidate.path());
    }
    List<SocketStatus> there = new ArrayList<>();
    for (SocketStatus socket : host.look(List.copyOf(paths), configuration.trust(process))) {
      if (socket.state() != State.MISSING || socket.path().equals(configuration.socket())) {
        there.add(socket);
      }
    }
    return there;
  }

  /** Reads a file that QEMU's command line names. */
  private String readNamed(String path) throws LaunchException {
    try {
      return host.read(path).content();
    } catch (HostException e) {
      throw new LaunchException(
          ("cannot read " + path + ", which -readconfig names: " + e.reason())
              + "; name a file that can be read, or put its options on the command line");
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

  private List<QemuCommand> commands(Invocation invocation) throws LaunchException {
    ProgramSearch search = new ProgramSearch(host, process);
    if (invocation.mode() == Invocation.Mode.EXPLICIT) {
      return List.of(search.named(invocation.command(), "the second argument, after FDNUM"));
    }
    return search.qemus(configuration);
  }

  /**
   * What the user must know of the plan: what is broken, what was removed, what he may not expect.
   */
  private void report(LaunchPlan plan) {
    for (String warning : configuration.warnings()) {
      reporter.say(warning);
    }
    for (PluginInfo plugin : catalog.unused()) {
      if (plugin.state() == PluginInfo.State.REJECTED) {
        reporter.say(plugin.complaint());
      }
    }
    StringBuilder removed = new StringBuilder();
    for (Change change : plan.changes()) {
      if (change.kind() == Change.Kind.REMOVED) {
        removed.append(removed.length() == 0 ? "removed " : ", ").append(change.text());
      }
    }
    if (removed.length() > 0) {
      reporter.say(removed.toString());
    }
    for (Change change : plan.changes()) {
      if (change.kind() == Change.Kind.REMARK) {
        reporter.say(change.reason());
      }
    }
  }
}
