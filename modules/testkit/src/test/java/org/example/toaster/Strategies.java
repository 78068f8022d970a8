// SPDX-License-Identifier: Apache-2.0
package org.example.toaster;

import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import java.util.List;

/** Strategies for {@code -netdev toaster,path=PATH,slices=2}. */
public final class Strategies {

  private Strategies() {}

  /** Keeps to the contract; the others differ from it. */
  public static class Good implements ExecStrategy {

    @Override
    public String name() {
      return "org.example.toaster";
    }

    @Override
    public Availability available(Guest guest) {
      return guest.qemu().architecture().equals("x86_64")
          ? Availability.YES
          : Availability.no(guest.qemu().path() + " has no toaster");
    }

    @Override
    public Need need() {
      return Need.SOCKET_PATH;
    }

    @Override
    public Netdev netdev(Guest guest) {
      return netdev("path", "slices");
    }

    Netdev netdev(String connectionKey, String... settings) {
      return new Netdev(
          "toaster",
          connectionKey,
          List.of(settings).stream().map(key -> Property.number(key, 2)).toList());
    }
  }

  /** Keeps to the contract too. */
  public static final class GoodWithoutAConnection extends Good {
    @Override
    public Need need() {
      return Need.NONE;
    }

    @Override
    public Netdev netdev(Guest guest) {
      return netdev("", "path", "slices");
    }
  }

  @Breaks("saysWhetherItIsAvailable")
  public static final class SayerOfNothing extends Good {
    @Override
    public Availability available(Guest guest) {
      return guest.qemu().architecture().equals("s390x") ? null : super.available(guest);
    }
  }

  @Breaks("saysWhetherItIsAvailable")
  public static final class SayerOfTwoLines extends Good {
    @Override
    public Availability available(Guest guest) {
      return Availability.no("no toaster\nand no bread");
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class NeedsMoreEachTime extends Good {

    private int asked;

    @Override
    public Need need() {
      asked++;
      return asked > 1 ? Need.CONNECTED_DESCRIPTOR : Need.SOCKET_PATH;
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class OtherNetdevEachTime extends Good {

    private int asked;

    @Override
    public Netdev netdev(Guest guest) {
      asked++;
      return netdev("path", "slices" + asked);
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class AvailableOnce extends Good {

    private boolean asked;

    @Override
    public Availability available(Guest guest) {
      boolean again = asked;
      asked = true;
      return again ? Availability.no("one toast is enough") : Availability.YES;
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class RecommendedOnce extends Good {

    private boolean asked;

    @Override
    public boolean recommended(Guest guest) {
      boolean first = !asked;
      asked = true;
      return first;
    }
  }

  @Breaks("leavesAPlaceholderWhereItNeedsAConnection")
  public static final class NoPlaceholder extends Good {
    @Override
    public Netdev netdev(Guest guest) {
      return netdev("", "slices");
    }
  }

  @Breaks("leavesAPlaceholderWhereItNeedsAConnection")
  public static final class PlaceholderForNothing extends Good {
    @Override
    public Need need() {
      return Need.NONE;
    }
  }

  @Breaks("leavesAPlaceholderWhereItNeedsAConnection")
  public static final class NullNeed extends Good {
    @Override
    public Need need() {
      return null;
    }
  }

  @Breaks("settingsAreItsOwn")
  public static final class GiverOfIds extends Good {
    @Override
    public Netdev netdev(Guest guest) {
      return netdev("path", "slices", "id");
    }
  }

  @Breaks("settingsAreItsOwn")
  public static final class FillerOfPlaceholders extends Good {
    @Override
    public Netdev netdev(Guest guest) {
      return netdev("path", "path");
    }
  }

  @Breaks("settingsAreItsOwn")
  public static final class SayerOfThingsTwice extends Good {
    @Override
    public Netdev netdev(Guest guest) {
      return netdev("path", "slices", "slices");
    }
  }

  /** Keeps to the contract too: its connection is in an option beside the netdev. */
  public static class GoodWithOptions extends Good {
    @Override
    public Availability available(Guest guest) {
      return guest.memory().shareable() ? super.available(guest) : Availability.no("no memory");
    }

    @Override
    public boolean needsSharedMemory(Guest guest) {
      return guest.memory().shareable();
    }

    @Override
    public Netdev netdev(Guest guest) {
      return netdev("", "slices");
    }

    @Override
    public List<AddedOption> options(Guest guest) {
      return List.of(option("socket", guest.name() + "-bread"));
    }

    AddedOption option(String connectionKey, String id) {
      return new AddedOption("chardev", "bread", connectionKey, List.of(Property.text("id", id)));
    }
  }

  @Breaks("needsNothingIfQemuStartsTheBackend")
  public static final class Starter extends Good {
    @Override
    public String startsBackend() {
      return "toast";
    }
  }

  @Breaks("leavesAPlaceholderWhereItNeedsAConnection")
  public static final class TwoPlaceholders extends GoodWithOptions {
    @Override
    public Netdev netdev(Guest guest) {
      return netdev("path", "slices");
    }
  }

  @Breaks("optionsAreItsOwn")
  public static final class TakerOfIds extends GoodWithOptions {
    @Override
    public List<AddedOption> options(Guest guest) {
      return List.of(option("socket", "net0"));
    }
  }

  @Breaks("refusesMemoryThatItCannotUse")
  public static final class Greedy extends GoodWithOptions {
    @Override
    public Availability available(Guest guest) {
      return Availability.YES;
    }

    @Override
    public boolean needsSharedMemory(Guest guest) {
      return true;
    }
  }
}
