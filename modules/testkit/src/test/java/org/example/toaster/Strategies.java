// SPDX-License-Identifier: Apache-2.0
package org.example.toaster;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuInfo;
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
    public Availability available(QemuInfo qemu) {
      return qemu.architecture().equals("x86_64")
          ? Availability.YES
          : Availability.no(qemu.path() + " has no toaster");
    }

    @Override
    public Need need() {
      return Need.SOCKET_PATH;
    }

    @Override
    public Netdev netdev(QemuInfo qemu) {
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
    public Netdev netdev(QemuInfo qemu) {
      return netdev("", "path", "slices");
    }
  }

  @Breaks("saysWhetherItIsAvailable")
  public static final class SayerOfNothing extends Good {
    @Override
    public Availability available(QemuInfo qemu) {
      return qemu.architecture().equals("s390x") ? null : super.available(qemu);
    }
  }

  @Breaks("saysWhetherItIsAvailable")
  public static final class SayerOfTwoLines extends Good {
    @Override
    public Availability available(QemuInfo qemu) {
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
    public Netdev netdev(QemuInfo qemu) {
      asked++;
      return netdev("path", "slices" + asked);
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class AvailableOnce extends Good {

    private boolean asked;

    @Override
    public Availability available(QemuInfo qemu) {
      boolean again = asked;
      asked = true;
      return again ? Availability.no("one toast is enough") : Availability.YES;
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class RecommendedOnce extends Good {

    private boolean asked;

    @Override
    public boolean recommended(QemuInfo qemu) {
      boolean first = !asked;
      asked = true;
      return first;
    }
  }

  @Breaks("leavesAPlaceholderWhereItNeedsAConnection")
  public static final class NoHole extends Good {
    @Override
    public Netdev netdev(QemuInfo qemu) {
      return netdev("", "slices");
    }
  }

  @Breaks("leavesAPlaceholderWhereItNeedsAConnection")
  public static final class HoleForNothing extends Good {
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
    public Netdev netdev(QemuInfo qemu) {
      return netdev("path", "slices", "id");
    }
  }

  @Breaks("settingsAreItsOwn")
  public static final class FillerOfHoles extends Good {
    @Override
    public Netdev netdev(QemuInfo qemu) {
      return netdev("path", "path");
    }
  }

  @Breaks("settingsAreItsOwn")
  public static final class SayerOfThingsTwice extends Good {
    @Override
    public Netdev netdev(QemuInfo qemu) {
      return netdev("path", "slices", "slices");
    }
  }
}
