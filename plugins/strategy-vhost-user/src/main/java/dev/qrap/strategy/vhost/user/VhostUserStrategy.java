// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.vhost.user;

import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code -netdev vhost-user} (QEMU documentation, "Network options"): the backend reads and writes
 * the frames in the guest's memory. QEMU connects by the path of the socket, since it takes no
 * descriptor there.
 */
public final class VhostUserStrategy implements ExecStrategy {

  /** The first that was seen to work without KVM; 7.2 crashes there. */
  private static final int FIRST_WITHOUT_KVM = 10;

  /** The property of a chardev since QEMU 9.2, which its help says of {@code stream} too. */
  private static final String RECONNECT_MILLIS = "reconnect-ms";

  private static final int RECONNECT_AFTER_MILLIS = 1000;
  private static final int RECONNECT_AFTER_SECONDS = 1;

  @Override
  public String name() {
    return "vhost-user";
  }

  /** It changes the guest's memory, so it is used only if the user says so. */
  @Override
  public int priority() {
    return -3;
  }

  @Override
  public Availability available(Guest guest) {
    if (!guest.hasVirtioCard()) {
      return Availability.no(
          guest.card().isEmpty()
              ? "it needs a virtio card that the line names and no hub connects; say"
                  + " model=virtio-net-pci, or give the card as -device and its backend as -netdev"
              : "it needs a virtio card, and this one is "
                  + guest.card()
                  + "; make it virtio-net-pci");
    }
    if (!guest.memory().shareable()) {
      return Availability.no(guest.memory().reason());
    }
    return guest.accelerator().equals("kvm") || major(guest) >= FIRST_WITHOUT_KVM
        ? Availability.YES
        : Availability.no(
            "QEMU before 10.0 may crash with it unless it uses KVM, and this one is "
                + (guest.qemu().version().isEmpty() ? "of no known version" : version(guest))
                + "; say -accel kvm and no other accelerator, or use a newer QEMU");
  }

  private static String version(Guest guest) {
    return "version " + guest.qemu().version();
  }

  /** What stands before the first dot of the version; 0 if there is no number. */
  private static int major(Guest guest) {
    String version = guest.qemu().version();
    int major = 0;
    for (int i = 0; i < version.length() && Character.isDigit(version.charAt(i)); i++) {
      major = major * 10 + Character.digit(version.charAt(i), 10);
    }
    return major;
  }

  /** It is the fastest of all. */
  @Override
  public boolean recommended(Guest guest) {
    return true;
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
    return guest.memory().shareable();
  }

  @Override
  public Netdev netdev(Guest guest) {
    return new Netdev("vhost-user", "", List.of(Property.text("chardev", chardev(guest))));
  }

  @Override
  public List<AddedOption> options(Guest guest) {
    List<Property> properties = new ArrayList<>();
    properties.add(Property.text("id", chardev(guest)));
    if (guest.reconnects()) {
      properties.add(
          guest.qemu().netdevHelp().contains(RECONNECT_MILLIS)
              ? Property.number(RECONNECT_MILLIS, RECONNECT_AFTER_MILLIS)
              : Property.number("reconnect", RECONNECT_AFTER_SECONDS));
    }
    return List.of(new AddedOption("chardev", "socket", "path", properties));
  }

  private static String chardev(Guest guest) {
    return guest.name() + "-chardev";
  }
}
