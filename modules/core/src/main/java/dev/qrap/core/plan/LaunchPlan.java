// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What a launch will do. Everything before it is pure; {@code qrap plan} prints it, a launch
 * carries it out.
 *
 * @param invocation what the user asked for
 * @param commands the programs to become, the first that is there when the time comes; not empty
 * @param arguments their arguments after {@code argv[0]}
 * @param files the copies of files that QEMU gets on descriptors, in the order of the line; empty
 *     if it reads all files as they are
 * @param connections the connections to backends, in the order of the cards that they are for;
 *     empty if QEMU gets none from qrap
 * @param changes what was done to the line and why, in the order of the line
 */
public record LaunchPlan(
    Invocation invocation,
    List<QemuCommand> commands,
    List<Argument> arguments,
    List<PlannedFile> files,
    List<PlannedConnection> connections,
    List<Change> changes) {

  /** Makes the lists immutable. */
  public LaunchPlan {
    commands = List.copyOf(commands);
    arguments = List.copyOf(arguments);
    files = List.copyOf(files);
    connections = List.copyOf(connections);
    changes = List.copyOf(changes);
  }

  /**
   * The arguments with the placeholders filled.
   *
   * @param paths for each connection the socket on which the backend listens; empty if QEMU does
   *     not need it
   * @return byte strings
   */
  public List<String> filled(List<String> paths) {
    List<String> filled = new ArrayList<>(arguments.size());
    for (Argument argument : arguments) {
      filled.add(filled(argument, paths));
    }
    return filled;
  }

  /**
   * The content of a file with the placeholders filled.
   *
   * @param file one of {@link #files}
   * @param paths as in {@link #filled(List)}
   * @return a byte string
   */
  public String filled(PlannedFile file, List<String> paths) {
    StringBuilder content = new StringBuilder();
    for (Argument piece : file.content()) {
      content.append(filled(piece, paths));
    }
    return content.toString();
  }

  private String filled(Argument argument, List<String> paths) {
    if (argument.placeholder() == Argument.Placeholder.NONE) {
      return argument.before();
    }
    int connection = argument.connection();
    return argument.fill(connections.get(connection).descriptor(), paths.get(connection));
  }

  /**
   * Whether QEMU runs as it is because the call needs no network.
   *
   * @return true for {@code -version} and its like
   */
  public boolean passesThrough() {
    return changes.size() == 1 && changes.get(0).rule().equals(Change.PASS_THROUGH);
  }

  /**
   * Whether the line is not what the user wrote.
   *
   * @return true if anything is added, changed or removed
   */
  public boolean edits() {
    for (Change change : changes) {
      if (change.kind() != Change.Kind.NOTHING && change.kind() != Change.Kind.REMARK) {
        return true;
      }
    }
    return false;
  }
}
