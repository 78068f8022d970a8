// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.output.JsonWriter;
import dev.qrap.cli.output.Table;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.SocketStatus.State;
import dev.qrap.core.launch.Launch.SeenSocket;
import java.util.List;

/** What {@code qrap sockets} prints. */
record SocketList(List<SeenSocket> sockets) {

  /** Whether a launch would find a backend now, as far as can be seen. */
  boolean usable() {
    for (SeenSocket socket : sockets) {
      if (socket.usable()) {
        return true;
      }
    }
    return false;
  }

  String table() {
    Table table = new Table();
    table.row("SOCKET", "STATE", "KIND", "OWNER", "PID", "PROGRAM", "DETAIL");
    for (SeenSocket seen : sockets) {
      SocketStatus socket = seen.status();
      table.row(
          socket.path(),
          state(socket),
          seen.kind().isEmpty() ? "-" : seen.kind(),
          number(socket.owner()),
          number(socket.pid()),
          socket.program().isEmpty() ? "-" : socket.program(),
          detail(seen));
    }
    return table.text();
  }

  /** What is not known is left out. */
  String json() {
    JsonWriter json = new JsonWriter().array();
    for (SeenSocket seen : sockets) {
      SocketStatus socket = seen.status();
      json.object();
      json.key("socket").string(socket.path());
      json.key("state").string(state(socket));
      if (!seen.kind().isEmpty()) {
        json.key("kind").string(seen.kind());
      }
      if (socket.owner() != SocketStatus.UNKNOWN) {
        json.key("owner").number(socket.owner());
      }
      if (socket.pid() != SocketStatus.UNKNOWN) {
        json.key("pid").number(socket.pid());
        json.key("program").string(socket.program());
      }
      if (!detail(seen).isEmpty()) {
        json.key("detail").string(detail(seen));
      }
      json.endObject();
    }
    return json.endArray().text();
  }

  private static String detail(SeenSocket seen) {
    if (seen.status().state() == State.OTHER_TYPE) {
      return "it " + SocketStatus.TAKES_DATAGRAMS;
    }
    if (!seen.refusal().isEmpty()) {
      return "QEMU does not get its path: " + seen.refusal();
    }
    return seen.status().state() == State.LISTENING && !seen.usable()
        ? "a launch passes it over: it does not speak plain Ethernet frames"
        : seen.status().detail();
  }

  private static String state(SocketStatus socket) {
    return switch (socket.state()) {
      case LISTENING -> "listening";
      case IN_USE -> "in use";
      case DEAD -> "dead";
      case OTHER_TYPE -> "other type";
      case FORBIDDEN -> "forbidden";
      case UNTRUSTED -> "untrusted";
      case MISSING -> "missing";
      case UNREADABLE -> "unreadable";
    };
  }

  private static String number(long number) {
    return number == SocketStatus.UNKNOWN ? "-" : Long.toString(number);
  }
}
