// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.List;

/**
 * What can be seen of a backend's socket without connecting to it.
 *
 * @param path its path
 * @param state what it is for a launch
 * @param owner its file's owner; {@link #UNKNOWN} where that cannot be seen
 * @param pid the process that listens; {@link #UNKNOWN} where nobody does or it cannot be seen
 * @param program that process's name, as /proc/PID/comm has it; empty where the process is unknown
 * @param commandLine that process's arguments; empty where the process is unknown
 * @param detail why it is {@link State#UNTRUSTED} or {@link State#UNREADABLE}; empty otherwise
 */
public record SocketStatus(
    String path,
    State state,
    long owner,
    long pid,
    String program,
    List<String> commandLine,
    String detail) {

  /** Makes the list immutable. */
  public SocketStatus {
    commandLine = List.copyOf(commandLine);
  }

  /** In place of a number that cannot be told. */
  public static final long UNKNOWN = -1;

  /** Why nothing can be done with a socket of {@link State#OTHER_TYPE}, for people. */
  public static final String TAKES_DATAGRAMS =
      "takes datagrams, and a backend listens on a socket for streams";

  /** What a socket is for a launch. */
  public enum State {
    /** Somebody listens and has no client. */
    LISTENING,
    /** Somebody listens and has a client, or one is waiting. */
    IN_USE,
    /** A socket on which nobody listens. */
    DEAD,
    /** A socket to which nobody can connect as to a backend: it takes datagrams. */
    OTHER_TYPE,
    /** A socket to which the system does not let us connect: its mode says so. */
    FORBIDDEN,
    /** Not to be used, by the rules of docs/security.md. */
    UNTRUSTED,
    /** Not there. */
    MISSING,
    /** The system does not let us look. */
    UNREADABLE
  }
}
