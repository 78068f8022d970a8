// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.stream;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code -netdev stream,addr.type=unix,addr.path=PATH}: QEMU connects by itself, and again when the
 * connection has ended, if it can.
 */
public final class StreamStrategy implements ExecStrategy {

  private static final String STREAM = "-netdev stream,";
  private static final String TO_UNIX_SOCKET = "addr.type=unix";

  /** Since QEMU 9.2. */
  private static final String RECONNECT_MILLIS = "reconnect-ms";

  /** From QEMU 8.0 on, until it was replaced. */
  private static final String RECONNECT_SECONDS = "reconnect";

  private static final int RECONNECT_AFTER_SECONDS = 1;

  @Override
  public String name() {
    return "stream";
  }

  /** Asks QEMU what it can do, which takes a while: only where nobody else is available. */
  @Override
  public int priority() {
    return -1;
  }

  @Override
  public Availability available(Guest guest) {
    String help = guest.qemu().netdevHelp();
    if (help.isEmpty()) {
      return Availability.no(
          "QEMU does not say what it can do (-help); exec=descriptor works with every QEMU");
    }
    return streamHelp(help).isEmpty()
        ? Availability.no(
            "this QEMU has no -netdev stream to a UNIX socket, which needs QEMU 7.2 or later;"
                + " exec=descriptor works with every QEMU")
        : Availability.YES;
  }

  /** Where the network comes back after a restart of the backend. */
  @Override
  public boolean recommended(Guest guest) {
    return !reconnect(guest).isEmpty();
  }

  @Override
  public Need need() {
    return Need.SOCKET_PATH;
  }

  @Override
  public Netdev netdev(Guest guest) {
    List<Property> settings = new ArrayList<>();
    settings.add(Property.truth("server", false));
    settings.add(Property.text("addr.type", "unix"));
    settings.addAll(reconnect(guest));
    return new Netdev("stream", "addr.path", settings);
  }

  private static List<Property> reconnect(Guest guest) {
    if (!guest.reconnects()) {
      return List.of();
    }
    String help = streamHelp(guest.qemu().netdevHelp());
    if (help.contains("[," + RECONNECT_MILLIS + "=")) {
      return List.of(Property.number(RECONNECT_MILLIS, RECONNECT_AFTER_SECONDS * 1000L));
    }
    return help.contains("[," + RECONNECT_SECONDS + "=")
        ? List.of(Property.number(RECONNECT_SECONDS, RECONNECT_AFTER_SECONDS))
        : List.of();
  }

  /** What the help says of streams to UNIX sockets, a line; empty where there are none. */
  private static String streamHelp(String help) {
    int start = help.indexOf(STREAM);
    while (start >= 0) {
      int end = help.indexOf('\n', start);
      String line = help.substring(start, end < 0 ? help.length() : end);
      if (line.contains(TO_UNIX_SOCKET)) {
        return line;
      }
      start = help.indexOf(STREAM, start + line.length());
    }
    return "";
  }
}
