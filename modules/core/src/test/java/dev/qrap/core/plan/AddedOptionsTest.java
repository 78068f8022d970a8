// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.Plans;
import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Availability;
import dev.qrap.spi.CardLink;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What plugins can have on the line beside a card and its {@code -netdev}. */
final class AddedOptionsTest {

  private final FakeCatalog fakes =
      FakePlugins.filters().with(Kind.MACHINE, new FakePlugins.Board());

  private LaunchPlan plan(NicPolicy policy, String line) throws LaunchException {
    return Plans.of(fakes.catalog(), Plans.settings(policy), "", line);
  }

  private String patched(NicPolicy policy, String line) throws LaunchException {
    List<String> arguments = new ArrayList<>();
    for (Argument argument : plan(policy, line).arguments()) {
      arguments.add(argument.display());
    }
    return String.join(" ", arguments);
  }

  /** As vhost-user needs it: the connection is in a chardev, and the memory is shared. */
  private record Sharing() implements ExecStrategy {
    @Override
    public String name() {
      return "sharing";
    }

    @Override
    public Availability available(Guest guest) {
      if (!guest.card().startsWith("virtio")) {
        return Availability.no("it needs a virtio card and not '" + guest.card() + "'");
      }
      return guest.memory().shareable()
          ? Availability.YES
          : Availability.no(guest.memory().reason());
    }

    @Override
    public Need need() {
      return Need.SOCKET_PATH;
    }

    @Override
    public Protocol protocol() {
      return Protocol.VHOST_USER;
    }

    @Override
    public boolean needsSharedMemory(Guest guest) {
      return true;
    }

    @Override
    public Netdev netdev(Guest guest) {
      return new Netdev(
          "vhost-user", "", List.of(Property.text("chardev", guest.name() + "-chardev")));
    }

    @Override
    public List<AddedOption> options(Guest guest) {
      Property id = Property.text("id", guest.name() + "-chardev");
      return List.of(new AddedOption("chardev", "socket", "path", List.of(id)));
    }

    @Override
    public List<Property> machineProperties(Guest guest) {
      return List.of(Property.truth("toast", true));
    }
  }

  /** Any card with a backend, named by whichever key. */
  private record AnyCard(String key) implements ArgFilter {
    @Override
    public String name() {
      return "any";
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      String model = option.get("driver");
      if (option.name().equals("global")) {
        return List.of(new CardLink("tulip", "", option.get("tulip.netdev")));
      }
      if (!option.name().equals("device") || !model.contains("virtio-net")) {
        return List.of();
      }
      String netdev = option.get(key);
      return List.of(
          new Nic(
              model, netdev.isEmpty() ? Nic.Attachment.NONE : Nic.Attachment.NETDEV, netdev, key));
    }
  }

  @Test
  void aStrategyMayNeedMoreThanABackend() throws LaunchException {
    fakes.with(Kind.EXEC, new Sharing()).with(Kind.FILTER, new AnyCard("netdev"));
    String line =
        "-M q35 -m 1G -object rng,id=qrap0 -netdev user,id=n0 -device virtio-net,netdev=n0";
    assertThat(patched(NicPolicy.KEEP, line))
        .isEqualTo(
            "-M q35 -m 1G -object rng,id=qrap0 -netdev vhost-user,chardev=qrap1-chardev,id=n0"
                + " -device virtio-net,netdev=n0"
                + " -object memory-backend-memfd,id=qrap1-memory,size=1G,share=on"
                + " -chardev socket,path=<socket>,id=qrap1-chardev"
                + " -machine memory-backend=qrap1-memory -machine toast=on");
    assertThat(plan(NicPolicy.KEEP, line).connections().get(0).protocol())
        .isEqualTo(Protocol.VHOST_USER);
    assertThat(Plans.filled(plan(NicPolicy.KEEP, line), "/run/a,b"))
        .contains("socket,path=/run/a,,b,id=qrap1-chardev");
  }

  @Test
  void aStrategySeesTheCard() {
    fakes.with(Kind.EXEC, new Sharing());
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> plan(NicPolicy.KEEP, "-M q35 -netdev user,id=n0 -device e1000,netdev=n0"))
        .withMessageContaining("it needs a virtio card and not 'e1000'");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> plan(NicPolicy.REPLACE, "-M board -m 64"))
        .withMessageContaining("it needs a virtio card and not 'board-nic'");
  }

  /** A machine whose card is behind a port that must be added, and has another key. */
  private record Ported() implements MachineProfile {
    @Override
    public String name() {
      return "ported";
    }

    @Override
    public boolean supports(Machine machine) {
      return machine.isOf("ported");
    }

    @Override
    public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
      return new NicPlacement(
          "card",
          List.of(Property.text("bus", "port0")),
          List.of(),
          List.of(new AddedOption("device", "port", "", List.of(Property.text("id", "port0")))),
          "backend",
          "it comes with its port");
    }
  }

  @Test
  void aCardMayNeedAPortAndHaveAnotherKey() throws LaunchException {
    fakes.with(Kind.EXEC, new FakePlugins.Descriptor()).with(Kind.MACHINE, new Ported());
    assertThat(patched(NicPolicy.KEEP, "-M ported"))
        .isEqualTo(
            "-M ported -device port,id=port0 -device card,bus=port0,id=qrap-net0,backend=qrap0"
                + " -netdev socket,fd=<descriptor>,id=qrap0");
    assertThat(patched(NicPolicy.KEEP, "-M ported -device {\"driver\":\"x\"}"))
        .endsWith(
            " -device {\"driver\":\"port\",\"id\":\"port0\"}"
                + " -device {\"driver\":\"card\",\"bus\":\"port0\",\"id\":\"qrap-net0\",\"backend\":\"qrap0\"}"
                + " -netdev {\"type\":\"socket\",\"fd\":\"<descriptor>\",\"id\":\"qrap0\"}");
  }

  @Test
  void aCardOfTheLineMayHaveAnotherKey() throws LaunchException {
    fakes.with(Kind.EXEC, new FakePlugins.Descriptor()).with(Kind.FILTER, new AnyCard("peer"));
    assertThat(patched(NicPolicy.KEEP, "-M board -device virtio-net"))
        .isEqualTo(
            "-M board -device virtio-net,peer=qrap0 -netdev socket,fd=<descriptor>,id=qrap0");
    assertThat(patched(NicPolicy.KEEP, "-M board -netdev user,id=n0 -device virtio-net,peer=n0"))
        .isEqualTo("-M board -netdev socket,fd=<descriptor>,id=n0 -device virtio-net,peer=n0");
  }

  @Test
  void anOptionMayAttachTheCardOfAnother() throws LaunchException {
    fakes.with(Kind.EXEC, new FakePlugins.Descriptor()).with(Kind.FILTER, new AnyCard("netdev"));
    String line = "-M board -netdev user,id=n0 -device tulip -global tulip.netdev=n0";
    assertThat(patched(NicPolicy.KEEP, line))
        .isEqualTo(line.replace("user", "socket,fd=<descriptor>"));
    assertThat(patched(NicPolicy.KEEP, "-M board -device tulip -global tulip.netdev=n7"))
        .isEqualTo(
            "-M board -device tulip -global tulip.netdev=n7"
                + " -netdev socket,fd=<descriptor>,id=n7");
    assertThat(patched(NicPolicy.REPLACE, line))
        .isEqualTo(
            "-M board -device board-nic,slot=1,netdev=hostnet0,burst=64"
                + " -netdev socket,fd=<descriptor>,id=hostnet0");
  }
}
