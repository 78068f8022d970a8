// SPDX-License-Identifier: Apache-2.0
package org.example.toaster;

import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.BoardNic;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Profiles of a machine, {@code toaster}, with slots behind each {@code -device slots,id=ID}. */
public final class Profiles {

  private static final int SLOTS = 3;

  private Profiles() {}

  /** Keeps to the contract; the others differ from it. */
  public static class Good implements MachineProfile {

    @Override
    public String name() {
      return "org.example.toaster";
    }

    @Override
    public boolean supports(Machine machine) {
      return machine.isOf("toaster");
    }

    @Override
    public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
      Set<String> taken = new HashSet<>();
      String bus = "";
      for (QemuOption device : inventory.devices()) {
        if (counts(device)) {
          taken.add(device.get("slot"));
        }
        if (device.get("driver").equals("slots")) {
          bus = device.get("id");
        }
      }
      if (bus.isEmpty()) {
        return onBoard();
      }
      for (int slot = 0; slot < SLOTS; slot++) {
        if (!taken.contains(Integer.toString(slot))) {
          return inSlot(bus, slot);
        }
      }
      return new NoPlacement("all slots are taken");
    }

    boolean counts(QemuOption device) {
      return true;
    }

    Placement onBoard() {
      return new BoardNic("it is on the board");
    }

    Placement inSlot(String bus, int slot) {
      return card(bus, slot, "slices", "the slot is free");
    }

    static NicPlacement card(String bus, int slot, String setting, String reason) {
      return new NicPlacement(
          "toast",
          List.of(Property.text("bus", bus), Property.number("slot", slot)),
          List.of(Property.number(setting, 2)),
          reason);
    }
  }

  /** Keeps to the contract too: nobody else wants those machines. */
  public static final class GoodWithWhatOthersLeave extends Good {
    @Override
    public int priority() {
      return -1;
    }

    @Override
    public boolean supports(Machine machine) {
      return true;
    }
  }

  @Breaks("supportsItsMachine")
  public static final class Modest extends Good {
    @Override
    public boolean supports(Machine machine) {
      return false;
    }
  }

  @Breaks("supportsItsMachineOfAVendor")
  public static final class Literal extends Good {
    @Override
    public boolean supports(Machine machine) {
      return machine.type().equals("toaster");
    }
  }

  @Breaks("leavesUnknownMachinesAlone")
  public static final class Greedy extends Good {
    @Override
    public boolean supports(Machine machine) {
      return true;
    }
  }

  @Breaks("leavesUnknownMachinesAlone")
  public static final class Guessing extends Good {
    @Override
    public boolean supports(Machine machine) {
      return super.supports(machine) || "toaster".startsWith(machine.type());
    }
  }

  @Breaks("placesACardInAnEmptyMachine")
  public static final class Full extends Good {
    @Override
    Placement onBoard() {
      return new NoPlacement("there is no board");
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class OtherSettingEachTime extends Good {

    private int asked;

    @Override
    Placement inSlot(String bus, int slot) {
      asked++;
      return card(bus, slot, "slices" + asked, "the slot is free");
    }
  }

  @Breaks("neverGivesAnAddressThatIsTaken")
  public static final class Generous extends Good {
    @Override
    boolean counts(QemuOption device) {
      return false;
    }
  }

  @Breaks("neverGivesAnAddressThatIsTaken")
  public static final class ReaderOfPlainDevices extends Good {
    @Override
    boolean counts(QemuOption device) {
      return device.notation() == Notation.PLAIN;
    }
  }

  @Breaks("neverGivesAnAddressThatIsTaken")
  public static final class ReaderOfTheLineAlone extends Good {
    @Override
    boolean counts(QemuOption device) {
      return device.notation() != Notation.FILE;
    }
  }

  @Breaks("neverGivesAnAddressThatIsTaken")
  public static final class GenerousWhereNeeded extends Good {
    @Override
    public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
      return addressing == Addressing.LOWEST_FREE || inventory.devices().isEmpty()
          ? super.place(machine, inventory, addressing)
          : inSlot("b0", 0);
    }
  }

  @Breaks("answersForAnyMachine")
  public static final class Purist extends Good {
    @Override
    public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
      return supports(machine) ? super.place(machine, inventory, addressing) : null;
    }
  }

  @Breaks("answersForAnyMachine")
  public static final class FailingOnUnknownMachines extends Good {
    @Override
    public boolean supports(Machine machine) {
      if (machine.architecture().isEmpty()) {
        throw new IllegalArgumentException("what is this?");
      }
      return super.supports(machine);
    }
  }

  @Breaks("answersBesideAnyOptions")
  public static final class FailingOnBrokenOptions extends Good {
    @Override
    boolean counts(QemuOption device) {
      if (device.get("driver").isEmpty()) {
        throw new IllegalArgumentException("a device without a driver");
      }
      return super.counts(device);
    }
  }

  @Breaks("answersBesideAnyOptions")
  public static final class NullBesideManyOptions extends Good {
    @Override
    public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
      return inventory.options().size() > 30 ? null : super.place(machine, inventory, addressing);
    }
  }

  @Breaks("saysWhyInOneLine")
  public static final class SayerOfSentences extends Good {
    @Override
    Placement onBoard() {
      return new BoardNic("It is on the board.");
    }
  }

  @Breaks("saysWhyInOneLine")
  public static final class SayerOfTwoLines extends Good {
    @Override
    Placement inSlot(String bus, int slot) {
      return card(bus, slot, "slices", "the slot\nis free");
    }
  }

  @Breaks("saysNothingTwice")
  public static final class GiverOfIds extends Good {
    @Override
    Placement inSlot(String bus, int slot) {
      return card(bus, slot, "id", "the slot is free");
    }
  }

  @Breaks("saysNothingTwice")
  public static final class SayerOfAddressesTwice extends Good {
    @Override
    Placement inSlot(String bus, int slot) {
      return card(bus, slot, "bus", "the slot is free");
    }
  }

  /** Keeps to the contract too: the card needs a controller. */
  public static class GoodWithAController extends Good {
    @Override
    Placement onBoard() {
      return card("bread", 0, "slices", "it brings its own slots")
          .behind(List.of(controller("id")));
    }

    AddedOption controller(String key) {
      return new AddedOption("device", "slots", "", List.of(Property.text(key, "bread")));
    }
  }

  @Breaks("addsDevicesBeforeTheCard")
  public static final class WrongOption extends GoodWithAController {
    @Override
    AddedOption controller(String key) {
      return new AddedOption("object", "slots", "", List.of(Property.text(key, "bread")));
    }
  }

  @Breaks("addsDevicesBeforeTheCard")
  public static final class SayerOfDrivers extends GoodWithAController {
    @Override
    AddedOption controller(String key) {
      return super.controller("driver");
    }
  }
}
