// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.output.JsonWriter;
import dev.qrap.cli.output.Table;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.SocketStatus.State;
import java.util.List;

/** What {@code qrap sockets} prints. */
record SocketList(List<SocketStatus> sockets) {

  /** Whether a launch would find a backend now, as far as can be seen. */
  boolean usable() {
    for (SocketStatus socket : sockets) {
      if (socket.state() == State.LISTENING) {
        return true;
      }
    }
    return false;
  }

  String table() {
    Table table = new Table();
    table.row("SOCKET", "STATE", "OWNER", "PID", "PROGRAM", "DETAIL");
    for (SocketStatus socket : sockets) {
      table.row(
          socket.path(),
          state(socket),
          number(socket.owner()),
          number(socket.pid()),
          socket.program().isEmpty() ? "-" : socket.program(),
          socket.detail());
    }
    return table.text();
  }

  /** What is not known is left out. */
  String json() {
    JsonWriter json = new JsonWriter().array();
    for (SocketStatus socket : sockets) {
      json.object();
      json.key("socket").string(socket.path());
      json.key("state").string(state(socket));
      if (socket.owner() != SocketStatus.UNKNOWN) {
        json.key("owner").number(socket.owner());
      }
      if (socket.pid() != SocketStatus.UNKNOWN) {
        json.key("pid").number(socket.pid());
        json.key("program").string(socket.program());
      }
      if (!socket.detail().isEmpty()) {
        json.key("detail").string(socket.detail());
      }
      json.endObject();
    }
    return json.endArray().text();
  }

  private static String state(SocketStatus socket) {
    return switch (socket.state()) {
      case LISTENING -> "listening";
      case IN_USE -> "in use";
      case DEAD -> "dead";
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
