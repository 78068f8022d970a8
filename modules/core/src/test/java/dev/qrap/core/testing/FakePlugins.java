// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Availability;
import dev.qrap.spi.Backend;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuInfo;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.Reference;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.List;
import java.util.Set;

/** Plugins that know just enough of QEMU for a test. */
public final class FakePlugins {

  private FakePlugins() {}

  /** The filters below, the profile {@code board}, and a strategy on a descriptor. */
  public static FakeCatalog usual() {
    return filters().with(Kind.MACHINE, new Board()).with(Kind.EXEC, new Descriptor());
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
      List<String> lost = type.equals("tap") ? List.of("no offload") : List.of();
      return List.of(new Backend(type, option.get("id"), provision, Set.of("id"), lost));
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
    public Availability available(QemuInfo qemu) {
      return Availability.YES;
    }

    @Override
    public Need need() {
      return Need.CONNECTED_DESCRIPTOR;
    }

    @Override
    public Netdev netdev(QemuInfo qemu) {
      return new Netdev("socket", "fd", List.of());
    }
  }

  /** A strategy that a test makes up. It recommends itself to a QEMU whose help has its name. */
  public record Strategy(
      String name, int priority, Availability availability, Need need, Netdev netdev)
      implements ExecStrategy {
    @Override
    public Availability available(QemuInfo qemu) {
      return availability;
    }

    @Override
    public boolean recommended(QemuInfo qemu) {
      return qemu.netdevHelp().contains(name);
    }

    @Override
    public Netdev netdev(QemuInfo qemu) {
      return netdev;
    }
  }

  /** A locator of fixed paths. */
  public record Paths(String name, int priority, List<String> paths) implements SocketLocator {
    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      return paths.stream().map(SocketCandidate::new).toList();
    }
  }
}
