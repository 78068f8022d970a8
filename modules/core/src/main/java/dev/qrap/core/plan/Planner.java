// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Active;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.commandline.NetworklessCall;
import dev.qrap.core.host.Snapshot;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.QemuInfo;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Turns an invocation into a plan by asking the plugins, stage after stage. */
public final class Planner {

  /** The reference's number for the connection. */
  private static final int PREFERRED_DESCRIPTOR = 5;

  /** QEMU's alias for the virtio card of the machine's own bus. */
  private static final String UNIVERSAL_CARD = "virtio-net";

  private final Catalog catalog;
  private final Snapshot snapshot;

  /**
   * A planner.
   *
   * @param catalog the plugins
   * @param snapshot what the process was given
   */
  public Planner(Catalog catalog, Snapshot snapshot) {
    this.catalog = catalog;
    this.snapshot = snapshot;
  }

  /**
   * Plans a launch.
   *
   * @param invocation what the user asks for
   * @param commands the programs to become, at least one; the first decides what the guest is
   * @return the plan
   * @throws LaunchException if there is none; nothing has happened then
   */
  public LaunchPlan plan(Invocation invocation, List<QemuCommand> commands) throws LaunchException {
    CommandLine line = CommandLine.parse(invocation.arguments());
    String networkless = NetworklessCall.reason(line);
    if (!networkless.isEmpty()) {
      return passThrough(invocation, commands, networkless + " needs no network");
    }
    return switch (invocation.mode()) {
      case EXPLICIT -> explicit(invocation, commands);
      case PATCH -> patch(invocation, commands, line);
    };
  }

  /** A call that needs no network runs as it is, in either mode. */
  private static LaunchPlan passThrough(
      Invocation invocation, List<QemuCommand> commands, String reason) {
    Change nothing = new Change(Change.Kind.NOTHING, List.of(), reason);
    return new LaunchPlan(
        invocation,
        commands,
        unchanged(invocation),
        Need.NONE,
        invocation.descriptor(),
        List.of(nothing));
  }

  private static LaunchPlan explicit(Invocation invocation, List<QemuCommand> commands) {
    return new LaunchPlan(
        invocation,
        commands,
        unchanged(invocation),
        Need.CONNECTED_DESCRIPTOR,
        invocation.descriptor(),
        List.of());
  }

  private static List<Argument> unchanged(Invocation invocation) {
    List<Argument> arguments = new ArrayList<>();
    for (String argument : invocation.arguments()) {
      arguments.add(Argument.of(argument));
    }
    return arguments;
  }

  private LaunchPlan patch(Invocation invocation, List<QemuCommand> commands, CommandLine line)
      throws LaunchException {
    QemuInfo qemu = commands.get(0).info(snapshot.architecture());
    Machine machine = line.machine(qemu.architecture());
    List<NetworkOption> network = recognise(line, machine);
    Chosen strategy = choose(qemu);
    Edits edits = new Edits(line);
    new ReplacePolicy(edits)
        .apply(network, inventory -> place(machine, inventory), strategy.netdev(), strategy.need());
    return new LaunchPlan(
        invocation,
        commands,
        edits.arguments(),
        strategy.need(),
        descriptor(strategy.need()),
        edits.changes());
  }

  private List<NetworkOption> recognise(CommandLine line, Machine machine) throws LaunchException {
    List<NetworkOption> network = new ArrayList<>();
    for (QemuOption option : line.options()) {
      for (Active<ArgFilter> filter : catalog.active(Kind.FILTER)) {
        List<NetworkPart> parts = List.of();
        try {
          parts = List.copyOf(filter.extension().examine(option, machine));
        } catch (RuntimeException | LinkageError failure) {
          catalog.reject(filter, failure);
        }
        if (!parts.isEmpty()) {
          network.add(new NetworkOption(option, parts, filter.plugin().name()));
          break;
        }
      }
    }
    return network;
  }

  private NicPlacement place(Machine machine, Inventory inventory) throws LaunchException {
    for (Active<MachineProfile> profile : catalog.active(Kind.MACHINE)) {
      Placement placement;
      try {
        if (!profile.extension().supports(machine)) {
          continue;
        }
        placement = profile.extension().place(machine, inventory, Addressing.LOWEST_FREE);
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(profile, failure);
        continue;
      }
      if (placement instanceof NicPlacement nic) {
        return nic;
      }
      if (placement instanceof NoPlacement none) {
        throw new LaunchException(
            ("no address for a network card on machine '" + machine.type() + "' (profile ")
                + (profile.plugin().name() + "): " + none.reason()));
      }
      catalog.reject(profile, new NullPointerException("place() returned null"));
    }
    return new NicPlacement(
        UNIVERSAL_CARD,
        List.of(),
        List.of(),
        "no machine profile knows the machine '" + machine.type() + "': QEMU chooses the address");
  }

  /** What the strategy said, asked for once. */
  private record Chosen(Need need, Netdev netdev) {
    Chosen {
      Objects.requireNonNull(need, "need() returned null");
      Objects.requireNonNull(netdev, "netdev() returned null");
    }
  }

  private Chosen choose(QemuInfo qemu) throws LaunchException {
    StringBuilder unavailable = new StringBuilder();
    for (Active<ExecStrategy> strategy : catalog.active(Kind.EXEC)) {
      try {
        Availability availability = strategy.extension().available(qemu);
        if (availability.yes()) {
          return new Chosen(strategy.extension().need(), strategy.extension().netdev());
        }
        unavailable.append("\n  ").append(strategy.plugin().name()).append(" is not available: ");
        unavailable.append(availability.reason());
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(strategy, failure);
      }
    }
    throw catalog.nothingLeft(
        Kind.EXEC, "no way to connect " + qemu.path() + " to a backend" + unavailable);
  }

  private int descriptor(Need need) throws LaunchException {
    int descriptor = snapshot.freeDescriptor(PREFERRED_DESCRIPTOR);
    if (need == Need.CONNECTED_DESCRIPTOR && descriptor >= snapshot.descriptorLimit()) {
      throw new LaunchException(
          ("no descriptor is free below the limit of " + snapshot.descriptorLimit())
              + "; raise it with ulimit -n");
    }
    return descriptor;
  }
}
