// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.passt;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code -netdev passt} (QEMU documentation, "Network options"): QEMU starts passt by itself. If
 * the guest's memory can be shared, passt reads and writes the frames there; otherwise QEMU starts
 * another one if it ends. With shared memory QEMU 11.1.3 does not, and says that it cannot restore
 * the rings.
 */
public final class PasstStrategy implements ExecStrategy {

  private static final String PASST = "passt";

  @Override
  public String name() {
    return PASST;
  }

  /** qrap cannot prove that this passt serves, so it is used only if the user says so. */
  @Override
  public int priority() {
    return -2;
  }

  @Override
  public Availability available(Guest guest) {
    String help = guest.qemu().netdevHelp();
    if (help.isEmpty()) {
      return Availability.no(
          "QEMU does not say what it can do (-help); exec=descriptor works with every QEMU");
    }
    return help.contains("-netdev passt,")
        ? Availability.YES
        : Availability.no(
            "this QEMU has no -netdev passt, which needs QEMU 10.1 or later that is built with"
                + " it; exec=descriptor works with every QEMU");
  }

  /** In shared memory it is the fastest; without, the network comes back when passt has ended. */
  @Override
  public boolean recommended(Guest guest) {
    return true;
  }

  @Override
  public Need need() {
    return Need.NONE;
  }

  @Override
  public String startsBackend() {
    return PASST;
  }

  /** Without shared memory QEMU 11.1 crashes when the guest uses the card. */
  @Override
  public boolean needsSharedMemory(Guest guest) {
    return guest.hasVirtioCard() && guest.memory().shareable();
  }

  @Override
  public Netdev netdev(Guest guest) {
    List<Property> settings = new ArrayList<>();
    if (needsSharedMemory(guest)) {
      settings.add(Property.truth("vhost-user", true));
    }
    for (String argument : guest.backendArguments()) {
      // QEMU has options of its own for many of them, but joins several ports to one wrong word.
      settings.add(Property.item("param", argument));
    }
    return new Netdev(PASST, "", settings);
  }
}
