// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.Availability;
import dev.qrap.spi.Backend;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.Reference;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.SocketLocator;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.StartCommand.FollowUp;
import dev.qrap.spi.Support;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plugins that know just enough of QEMU for a test. */
public final class FakePlugins {

  private FakePlugins() {}

  /** The filters below, the profile {@code board}, a strategy on a descriptor, and a passt. */
  public static FakeCatalog usual() {
    return filters()
        .with(Kind.MACHINE, new Board())
        .with(Kind.EXEC, new Descriptor())
        .with(Kind.BACKEND, new Passt());
  }

  public static FakeCatalog filters() {
    return new FakeCatalog()
        .with(Kind.FILTER, new Cards())
        .with(Kind.FILTER, new Backends())
        .with(Kind.FILTER, new References());
  }

  /** {@code -device e1000...}, and {@code -device tulip...} as a family. */
  public record Cards() implements ArgFilter {
    @Override
    public String name() {
      return "cards";
    }

    @Override
    public List<String> families() {
      return List.of("tulips");
    }

    @Override
    public String family(QemuOption option) {
      return option.get("driver").equals("tulip") ? "tulips" : name();
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      String model = option.get("driver");
      if (!option.name().equals("device") || !List.of("e1000", "tulip").contains(model)) {
        return List.of();
      }
      String netdev = option.get("netdev");
      Nic.Attachment attachment = netdev.isEmpty() ? Nic.Attachment.NONE : Nic.Attachment.NETDEV;
      return List.of(new Nic(model, attachment, netdev));
    }
  }

  /**
   * {@code -netdev ...}: {@code stream} is a connection, {@code none} none, {@code tap} is missed.
   */
  public record Backends() implements ArgFilter {
    @Override
    public String name() {
      return "backends";
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      if (!option.name().equals("netdev")) {
        return List.of();
      }
      String type = option.get("type");
      Backend.Provision provision =
          switch (type) {
            case "stream" -> Backend.Provision.CONNECTED;
            case "none" -> Backend.Provision.NOBODY;
            default -> Backend.Provision.HOST;
          };
      NetworkRequest request =
          type.equals("tap")
              ? new NetworkRequest(List.of(new NetworkFeature.Other("offload", "", "")))
              : NetworkRequest.NOTHING;
      return List.of(new Backend(type, option.get("id"), provision, Set.of("id"), request));
    }
  }

  /** {@code -set device.ID...}, {@code -object filter-...,netdev=ID}. */
  public record References() implements ArgFilter {
    @Override
    public String name() {
      return "references";
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      String[] parts = option.value().split("\\.", 3);
      if (option.name().equals("set") && parts.length == 3 && !parts[1].isEmpty()) {
        Reference.Subject subject =
            parts[0].equals("device") ? Reference.Subject.DEVICE : Reference.Subject.NETDEV;
        return List.of(new Reference(subject, parts[1]));
      }
      if (option.name().equals("object") && !option.get("netdev").isEmpty()) {
        return List.of(new Reference(Reference.Subject.NETDEV, option.get("netdev")));
      }
      return List.of();
    }
  }

  /** Machines called {@code board...}, with slots 1 to 3. */
  public record Board() implements MachineProfile {
    @Override
    public String name() {
      return "board";
    }

    @Override
    public boolean supports(Machine machine) {
      return machine.type().startsWith("board");
    }

    @Override
    public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
      for (int slot = 1; slot <= 3; slot++) {
        String number = Integer.toString(slot);
        if (inventory.devices().stream().noneMatch(device -> device.get("slot").equals(number))) {
          return new NicPlacement(
              "board-nic",
              List.of(Property.text("slot", number)),
              List.of(Property.number("burst", 64)),
              "slot " + number + " is free");
        }
      }
      return new NoPlacement("slots 1 to 3 are taken");
    }
  }

  /** {@code -netdev socket,fd=N}. */
  public record Descriptor() implements ExecStrategy {
    @Override
    public String name() {
      return "descriptor";
    }

    @Override
    public Availability available(Guest guest) {
      return Availability.YES;
    }

    @Override
    public Need need() {
      return Need.CONNECTED_DESCRIPTOR;
    }

    @Override
    public Netdev netdev(Guest guest) {
      return new Netdev("socket", "fd", List.of());
    }
  }

  /** A strategy that a test makes up. It recommends itself to a QEMU whose help has its name. */
  public record Strategy(
      String name, int priority, Availability availability, Need need, Netdev netdev)
      implements ExecStrategy {
    @Override
    public Availability available(Guest guest) {
      return availability;
    }

    @Override
    public boolean recommended(Guest guest) {
      return guest.qemu().netdevHelp().contains(name);
    }

    @Override
    public Netdev netdev(Guest guest) {
      return netdev;
    }
  }

  /** A strategy, {@code by-path}, with which QEMU connects by itself. */
  public static Strategy byPath(int priority) {
    Netdev netdev = new Netdev("stream", "addr.path", List.of());
    return new Strategy("by-path", priority, Availability.YES, Need.SOCKET_PATH, netdev);
  }

  /** The same strategy as if it were somebody else's: a proxy's class is in another module. */
  public static ExecStrategy foreign(Strategy strategy) {
    return (ExecStrategy)
        Proxy.newProxyInstance(
            FakePlugins.class.getClassLoader(),
            new Class<?>[] {ExecStrategy.class},
            (self, method, arguments) -> method.invoke(strategy, arguments));
  }

  /** A locator of fixed paths. */
  public record Paths(String name, int priority, List<String> paths) implements SocketLocator {
    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      return paths.stream().map(SocketCandidate::new).toList();
    }
  }

  /** A locator of candidates. */
  public record Candidates(String name, int priority, List<SocketCandidate> candidates)
      implements SocketLocator {
    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      return candidates;
    }
  }

  /** A kind that can be started on a descriptor and has settings. */
  public static final class Passt implements BackendKind {

    private List<String> options = List.of();

    @Override
    public String name() {
      return "passt";
    }

    @Override
    public List<PluginSetting> settings() {
      return List.of(new PluginSetting("options", "OPTION", " ", "more options"));
    }

    @Override
    public void configure(String setting, String value) {
      if (value.contains("--fd")) {
        throw new IllegalArgumentException("it is given already");
      }
      options = List.of(value.split(" +"));
    }

    @Override
    public Recognition recognise(SocketFacts socket) {
      return Recognition.UNKNOWN;
    }

    @Override
    public Probe probe() {
      return new Probe("probe", false);
    }

    @Override
    public Support support(NetworkFeature feature) {
      return feature instanceof NetworkFeature.ForwardedPorts
          ? Support.yes(feature.written())
          : Support.no("there is nothing like it");
    }

    @Override
    public Optional<BackendProgram> program() {
      return Optional.of(new BackendProgram("passt", "--version", "install it"));
    }

    @Override
    public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
      if (!(attachment instanceof Attachment.Descriptor descriptor)) {
        return Optional.empty();
      }
      List<String> arguments = new ArrayList<>(List.of("--fd", "" + descriptor.number()));
      arguments.addAll(options);
      request.features().forEach(feature -> arguments.addAll(List.of("-t", feature.written())));
      return Optional.of(
          new StartCommand(arguments, StartCommand.Lifetime.GOES_INTO_BACKGROUND, List.of()));
    }

    @Override
    public String complaint(String output) {
      return output.replace("noise\n", "");
    }
  }

  /** A kind that is recognised by its path or program, and speaks and serves as a test says. */
  public record Found(String name, String path, Protocol protocol, Probe probe)
      implements BackendKind {
    @Override
    public Recognition recognise(SocketFacts socket) {
      return socket.path().equals(path) || socket.commandLine().contains(name)
          ? Recognition.YES
          : Recognition.NO;
    }
  }

  /** A kind that is started on a socket and stays in the foreground. */
  public record Listening(List<FollowUp> followUps) implements BackendKind {
    @Override
    public String name() {
      return "listening";
    }

    @Override
    public Recognition recognise(SocketFacts socket) {
      return Recognition.UNKNOWN;
    }

    @Override
    public Probe probe() {
      return new Probe("", true);
    }

    @Override
    public Optional<BackendProgram> program() {
      return Optional.of(new BackendProgram("listend", "", "install it"));
    }

    @Override
    public Optional<StartCommand> start(NetworkRequest request, Attachment attachment) {
      return attachment instanceof Attachment.Path path && path.protocol() == Protocol.FRAMES
          ? Optional.of(
              new StartCommand(
                  List.of("--listen", path.path()),
                  StartCommand.Lifetime.STAYS_IN_FOREGROUND,
                  followUps))
          : Optional.empty();
    }
  }
}
