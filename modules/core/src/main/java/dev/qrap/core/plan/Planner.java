// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.WrongAnswer;
import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.commandline.ReadconfigFiles;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.qemu.DefaultMachine;
import dev.qrap.core.qemu.Emulator;
import dev.qrap.core.qemu.PassThroughCall;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.BoardNic;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Need;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns an invocation into a plan by asking the plugins, stage after stage. */
public final class Planner {

  /** The number for the connection, if it is free: the reference's. */
  public static final int PREFERRED_DESCRIPTOR = 5;

  private final Catalog catalog;
  private final ProcessContext process;
  private final ReadconfigFiles files;
  private final Settings settings;
  private final Backends backends;
  private final RunningBackends running;

  /**
   * A planner.
   *
   * @param catalog the plugins
   * @param process what the process was given
   * @param files reads the files that a line names
   * @param settings what the user set
   * @param backends the kinds of backend
   * @param running the backends that run already
   */
  public Planner(
      Catalog catalog,
      ProcessContext process,
      ReadconfigFiles files,
      Settings settings,
      Backends backends,
      RunningBackends running) {
    this.catalog = catalog;
    this.process = process;
    this.files = files;
    this.settings = settings;
    this.backends = backends;
    this.running = running;
  }

  /**
   * Plans a launch.
   *
   * @param invocation what the user asks for
   * @param commands the programs to become, at least one
   * @param qemu the first of them, which decides what the guest is
   * @return the plan
   * @throws LaunchException if there is none; nothing has happened then
   */
  public LaunchPlan plan(Invocation invocation, List<QemuCommand> commands, Emulator qemu)
      throws LaunchException {
    CommandLine line = CommandLine.parse(invocation.arguments());
    String reason = PassThroughCall.reason(line.options(), line.machine(""));
    if (!reason.isEmpty()) {
      return passThrough(invocation, commands, reason + " needs no network");
    }
    return switch (invocation.mode()) {
      case EXPLICIT -> explicit(invocation, commands);
      case PATCH -> patch(invocation, commands, qemu, line);
    };
  }

  /** A call that needs no network runs as it is, in either mode. */
  private static LaunchPlan passThrough(
      Invocation invocation, List<QemuCommand> commands, String reason) {
    return new LaunchPlan(
        invocation,
        commands,
        unchanged(invocation),
        List.of(),
        List.of(),
        List.of(Change.nothing(reason, Change.PASS_THROUGH)));
  }

  private LaunchPlan explicit(Invocation invocation, List<QemuCommand> commands)
      throws LaunchException {
    PlannedConnection connection =
        new PlannedConnection(
            "",
            Need.CONNECTED_DESCRIPTOR,
            Protocol.FRAMES,
            false,
            invocation.descriptor(),
            new Takeover(settings, backends, false).forNewCard(""));
    return new LaunchPlan(
        invocation, commands, unchanged(invocation), List.of(), List.of(connection), List.of());
  }

  private static List<Argument> unchanged(Invocation invocation) {
    List<Argument> arguments = new ArrayList<>();
    for (String argument : invocation.arguments()) {
      arguments.add(Argument.of(argument));
    }
    return arguments;
  }

  private LaunchPlan patch(
      Invocation invocation, List<QemuCommand> commands, Emulator qemu, CommandLine written)
      throws LaunchException {
    CommandLine line = written.complete(files);
    Machine machine = line.machine(qemu.architecture());
    boolean keeps = settings.get(Keys.NIC) == NicPolicy.KEEP;
    List<NetworkOption> network = List.of();
    if (!machine.type().equals("none")) {
      network = recognise(line, machine);
      if (machine.type().isEmpty() && (!keeps || KeepPolicy.adds(network))) {
        machine = withDefaultType(machine, qemu);
      }
    }
    if (machine.type().equals("none")) {
      // Said by a file, or the default of a QEMU that will say itself that it needs to be told.
      return passThrough(invocation, commands, "no machine: there is nothing to connect");
    }
    Edits edits = new Edits(line, keeps ? KeepPolicy.NAME : ReplacePolicy.NAME);
    Strategies strategies =
        new Strategies(catalog, backends, running, qemu, machine, line.options());
    Plugins wiring = new Plugins(strategies, machine);
    if (keeps) {
      new KeepPolicy(edits, wiring, network, settings, machine.defaultDevices()).apply();
    } else {
      new ReplacePolicy(edits, wiring).apply(network);
    }
    return new LaunchPlan(
        invocation,
        commands,
        edits.arguments(),
        edits.files(),
        wiring.connections,
        edits.changes());
  }

  /** The place of a card depends on the machine: here it is worth asking QEMU for its default. */
  private static Machine withDefaultType(Machine machine, Emulator qemu) {
    return new Machine(
        machine.architecture(),
        DefaultMachine.in(qemu.machineHelp()),
        machine.options(),
        machine.defaultDevices());
  }

  private List<NetworkOption> recognise(CommandLine line, Machine machine) throws LaunchException {
    List<NetworkOption> network = new ArrayList<>();
    Filters filters = new Filters();
    for (QemuOption option : line.options()) {
      List<LoadedPlugin<ArgFilter>> asked = filters.of(option.name());
      int next = 0;
      while (next < asked.size()) {
        LoadedPlugin<ArgFilter> filter = asked.get(next);
        List<NetworkPart> parts;
        String family = "";
        String method = "examine";
        try {
          parts = filter.extension().examine(option, machine);
          if (!parts.isEmpty()) {
            method = "family";
            family = filter.checkedFamily(filter.extension().family(option));
          }
        } catch (RuntimeException | LinkageError failure) {
          catalog.reject(filter, method, failure);
          filters.leaveOut(filter); // so that the next one has its place in the list
          continue;
        }
        if (!parts.isEmpty() && !catalog.isExcluded(Kind.FILTER, family)) {
          network.add(new NetworkOption(option, parts, family));
          break;
        }
        next++;
      }
    }
    return network;
  }

  /**
   * The filters by the names of the options that they are asked about, each list in their order.
   */
  private final class Filters {

    private final Map<String, List<LoadedPlugin<ArgFilter>>> byName = new HashMap<>();

    /** Those that are asked about all options. */
    private final List<LoadedPlugin<ArgFilter>> ofAll = new ArrayList<>();

    Filters() throws LaunchException {
      for (LoadedPlugin<ArgFilter> filter : catalog.active(Kind.FILTER)) {
        try {
          add(filter, filter.extension().optionNames());
        } catch (RuntimeException | LinkageError failure) {
          catalog.reject(filter, "optionNames", failure);
        }
      }
    }

    private void add(LoadedPlugin<ArgFilter> filter, List<String> names) {
      for (String name : names) {
        if (!byName.containsKey(name)) {
          byName.put(name, new ArrayList<>(ofAll));
        }
        byName.get(name).add(filter);
      }
      if (names.isEmpty()) {
        ofAll.add(filter);
        for (List<LoadedPlugin<ArgFilter>> others : byName.values()) {
          others.add(filter);
        }
      }
    }

    List<LoadedPlugin<ArgFilter>> of(String name) {
      List<LoadedPlugin<ArgFilter>> named = byName.get(name);
      return named == null ? ofAll : named;
    }

    /** A filter was left out of this launch: it is asked nothing any more. */
    void leaveOut(LoadedPlugin<ArgFilter> filter) {
      ofAll.remove(filter);
      for (List<LoadedPlugin<ArgFilter>> filters : byName.values()) {
        filters.remove(filter);
      }
    }
  }

  /** The plugins of a launch, asked when a policy needs them. */
  private final class Plugins implements Wiring {

    private final Strategies strategies;
    private final Machine machine;
    private final Takeover takeover;
    private final List<PlannedConnection> connections = new ArrayList<>();

    /** The descriptors that are given away. */
    private final List<Integer> descriptors = new ArrayList<>();

    Plugins(Strategies strategies, Machine machine) throws LaunchException {
      this.strategies = strategies;
      this.machine = machine;
      this.takeover = new Takeover(settings, backends, strategies.startedByQemu());
    }

    @Override
    public Placed place(Inventory inventory, Addressing addressing) throws LaunchException {
      for (LoadedPlugin<MachineProfile> profile : catalog.active(Kind.MACHINE)) {
        Placement placement;
        String asked = "supports";
        try {
          // A user who names a profile knows better what the machine is like.
          if (!catalog.isForced(Kind.MACHINE) && !profile.extension().supports(machine)) {
            continue;
          }
          asked = "place";
          placement =
              WrongAnswer.notNull(profile.extension().place(machine, inventory, addressing));
        } catch (RuntimeException | LinkageError failure) {
          catalog.reject(profile, asked, failure);
          continue;
        }
        if (placement instanceof NoPlacement none) {
          throw new LaunchException(
              ("no address for a network card on machine '" + machine.type() + "' (profile ")
                  + (profile.plugin().name() + "): " + none.reason()));
        }
        return placed(placement, "machine " + profile.plugin().name());
      }
      return placed(
          new BoardNic("no machine profile knows it: the card that its board has, if any"),
          "no machine profile");
    }

    private Placed placed(Placement placement, String rule) {
      String type = machine.type().isEmpty() ? "that is QEMU's default" : machine.type();
      String reason = "on machine " + type + ": " + placement.reason();
      return new Placed(placement, reason, rule);
    }

    @Override
    public Connection connection(String option, String model, String card, BackendChoice backend)
        throws LaunchException {
      Connection connection = strategies.connection(option, model, backend);
      boolean handedOver = connection.need() == Need.CONNECTED_DESCRIPTOR;
      int descriptor = handedOver ? nextDescriptor() : PREFERRED_DESCRIPTOR;
      Connection.Means means = connection.means();
      connections.add(
          new PlannedConnection(
              card, means.need(), means.protocol(), means.byQemu(), descriptor, backend));
      return connection;
    }

    @Override
    public int fileDescriptor() throws LaunchException {
      return nextDescriptor();
    }

    /** The number for one more descriptor: the reference's, or else the lowest that is free. */
    private int nextDescriptor() throws LaunchException {
      int descriptor = process.freeDescriptor(PREFERRED_DESCRIPTOR, descriptors);
      if (descriptor >= process.descriptorLimit()) {
        throw new LaunchException(
            ("no descriptor is free below the limit of " + process.descriptorLimit())
                + "; raise it with ulimit -n");
      }
      descriptors.add(descriptor);
      return descriptor;
    }

    @Override
    public Takeover takeover() {
      return takeover;
    }

    @Override
    public boolean hasDefaultNic() throws LaunchException {
      for (LoadedPlugin<MachineProfile> profile : catalog.active(Kind.MACHINE)) {
        try {
          if (profile.extension().supports(machine)) {
            return profile.extension().hasDefaultNic(machine);
          }
        } catch (RuntimeException | LinkageError failure) {
          catalog.reject(profile, "hasDefaultNic", failure);
        }
      }
      return true;
    }
  }
}
