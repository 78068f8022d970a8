// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What a {@link MachineProfile} keeps to; each test is a clause.
 *
 * @since 0.1
 */
public abstract class MachineProfileContract extends ExtensionContract<MachineProfile> {

  /** More cards than a bus has slots, and still tried in no time. */
  private static final int MANY = 256;

  /** What may stay on a line and is of no use, or broken. */
  private static final List<String> ODD_OPTIONS =
      List.of(
          "-device",
          "",
          "-device",
          "{\"driver\":",
          "-device",
          "{}",
          "-device",
          "{\"driver\":null,\"addr\":[],\"bus\":{},\"devno\":7}",
          "-device",
          "e1000,addr=,bus=,id=",
          "-device",
          "e1000,addr=0xfffffffff.9,bus=pci.0",
          "-device",
          "e1000,addr=-1,bus=pci.0,devno=fe.0.zzzz",
          "-device",
          "\u00e9,addr=\u00b2",
          "-drive",
          "if=virtio",
          "-vga",
          "",
          "-device");

  /** Called by subclasses. */
  protected MachineProfileContract() {
    super(MachineProfile.class);
  }

  /**
   * A machine that the profile knows.
   *
   * @return for instance {@code machine("x86_64", "q35")}
   */
  protected abstract Machine machine();

  /**
   * The devices that bring places for cards, if the machine has none by itself.
   *
   * @return arguments of a command line, for instance {@code List.of("-device",
   *     "pcie-root-port,id=pci.1")}; by default there are none
   */
  protected List<String> busDevices() {
    return List.of();
  }

  /**
   * A machine as a command line names it.
   *
   * @param architecture the architecture of the QEMU that would run
   * @param machine the value of its {@code -machine}
   * @return the machine
   */
  protected static final Machine machine(String architecture, String machine) {
    return QemuFacts.machine(architecture, machine);
  }

  /**
   * The card that the profile adds to a machine without other devices, if QEMU must choose its
   * address.
   *
   * @param machine a machine that the profile knows
   * @return QEMU's name of the device
   */
  protected final String cardWithoutAddress(Machine machine) {
    NicPlacement nic = (NicPlacement) place(machine, List.of(), Addressing.WHERE_NEEDED);
    assertEquals(List.of(), nic.address());
    return nic.driver();
  }

  /** It supports the machine that it is for. */
  @Test
  protected final void supportsItsMachine() {
    assertTrue(extension().supports(machine()));
  }

  /** {@link Machine#isOf}: a vendor's machine may have a suffix, as Proxmox's {@code q35+pve0}. */
  @Test
  protected final void supportsItsMachineOfAVendor() {
    Machine known = machine();
    Machine vendors =
        new Machine(
            known.architecture(),
            known.type() + "+vendor1",
            known.options(),
            known.defaultDevices());
    assertEquals(
        extension().supports(known), extension().supports(vendors), () -> vendors.toString());
  }

  /** What nobody knows it leaves to others, unless it is the one that takes what others leave. */
  @Test
  protected final void leavesUnknownMachinesAlone() {
    String architecture = machine().architecture();
    for (String type : List.of("no-such-machine", "")) {
      boolean supports = extension().supports(new Machine(architecture, type, List.of(), true));
      assertFalse(supports && extension().priority() >= 0, () -> "supports '" + type + "'");
    }
  }

  /** An empty machine has a place for a card, under every rule. */
  @Test
  protected final void placesACardInAnEmptyMachine() {
    for (Addressing addressing : Addressing.values()) {
      Placement placement = place(List.of(), addressing);
      assertFalse(placement instanceof NoPlacement, () -> addressing + ": " + placement);
    }
  }

  /** The answer depends on the arguments alone. */
  @Test
  protected final void answersTheSameTwice() {
    MachineProfile asked = extension();
    Inventory inventory = new Inventory(buses());
    for (Addressing addressing : Addressing.values()) {
      Placement first = asked.place(machine(), inventory, addressing);
      assertEquals(first, asked.place(machine(), inventory, addressing));
      assertEquals(first, extension().place(machine(), inventory, addressing));
    }
  }

  /** No address is given twice, however the devices that have them are written. */
  @Test
  protected final void neverGivesAnAddressThatIsTaken() {
    for (Addressing addressing : Addressing.values()) {
      for (Notation notation : List.of(Notation.PLAIN, Notation.JSON, Notation.FILE)) {
        fillUp(addressing, notation);
      }
    }
  }

  /** The user may choose this profile by name for whatever machine there is. */
  @Test
  protected final void answersForAnyMachine() {
    for (Machine machine : QemuFacts.machines()) {
      extension().supports(machine);
      for (Addressing addressing : Addressing.values()) {
        place(machine, List.of(), addressing);
      }
    }
  }

  /** It answers beside all that may stay on a line, broken options too. */
  @Test
  protected final void answersBesideAnyOptions() {
    List<List<String>> lines = new ArrayList<>(CommandLines.all());
    lines.add(ODD_OPTIONS);
    for (List<String> line : lines) {
      for (Addressing addressing : Addressing.values()) {
        place(CommandLine.parse(line).options(), addressing);
      }
    }
  }

  /** {@link Placement#reason()}: it ends up within a sentence. */
  @Test
  protected final void saysWhyInOneLine() {
    for (Addressing addressing : Addressing.values()) {
      for (List<QemuOption> devices : List.of(List.<QemuOption>of(), buses())) {
        String reason = place(devices, addressing).reason();
        assertTrue(
            Lines.isOne(reason) && !reason.endsWith("."), () -> "not a line: '" + reason + "'");
      }
    }
  }

  /** The planner gives the driver, the id and the backend; a placement must not say them again. */
  @Test
  protected final void saysNothingTwice() {
    for (Addressing addressing : Addressing.values()) {
      if (place(buses(), addressing) instanceof NicPlacement nic) {
        Set<String> said = new HashSet<>(List.of("driver", "id", "netdev"));
        said.add(nic.netdevKey());
        List<Property> properties = new ArrayList<>(nic.address());
        properties.addAll(nic.settings());
        for (Property property : properties) {
          assertTrue(said.add(property.key()), () -> "said twice: " + property);
        }
      }
    }
  }

  /** {@link NicPlacement#before()}: devices without a connection, and nothing is said twice. */
  @Test
  protected final void addsDevicesBeforeTheCard() {
    for (Addressing addressing : Addressing.values()) {
      if (place(List.of(), addressing) instanceof NicPlacement nic) {
        for (AddedOption option : nic.before()) {
          assertEquals("device", option.name());
          assertEquals("", option.connectionKey());
          Set<String> said = new HashSet<>(Set.of("driver"));
          for (Property property : option.properties()) {
            assertTrue(said.add(property.key()), () -> "said twice: " + property);
          }
        }
      }
    }
  }

  private void fillUp(Addressing addressing, Notation notation) {
    Set<List<Property>> given = new HashSet<>();
    List<QemuOption> devices = new ArrayList<>(buses());
    while (given.size() < MANY
        && place(devices, addressing) instanceof NicPlacement nic
        && !nic.address().isEmpty()) { // if QEMU chooses, nothing can clash
      assertTrue(given.add(nic.address()), () -> "given twice: " + nic.address());
      devices.add(card(nic, notation, 2 * devices.size()));
    }
  }

  private static QemuOption card(NicPlacement nic, Notation notation, int index) {
    boolean json = notation == Notation.JSON;
    String value = CommandLine.value("device", nic.driver(), nic.address(), json);
    QemuOption card = CommandLine.option(index, "device", value);
    return notation == Notation.FILE
        ? new QemuOption(index, "device", "", notation, card.properties())
        : card;
  }

  private List<QemuOption> buses() {
    return CommandLine.parse(busDevices()).options();
  }

  private Placement place(List<QemuOption> devices, Addressing addressing) {
    return place(machine(), devices, addressing);
  }

  private Placement place(Machine machine, List<QemuOption> devices, Addressing addressing) {
    Placement placement = extension().place(machine, new Inventory(devices), addressing);
    assertNotNull(placement, () -> "null for " + machine + " and " + devices);
    return placement;
  }
}
