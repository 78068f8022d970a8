// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Edits of a command line. What is not edited keeps its exact text and its place. */
final class Edits {

  private final CommandLine line;
  private final BitSet removed = new BitSet();
  private final List<Argument> appended = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  Edits(CommandLine line) {
    this.line = line;
  }

  void remove(QemuOption option, String reason) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = option.index(); i < option.index() + line.width(option); i++) {
      removed.set(i);
      arguments.add(Argument.of(line.arguments().get(i)));
    }
    changes.add(new Change(Change.Kind.REMOVED, arguments, reason));
  }

  void append(String option, Argument value, String reason) {
    List<Argument> arguments = List.of(Argument.of(option), value);
    appended.addAll(arguments);
    changes.add(new Change(Change.Kind.ADDED, arguments, reason));
  }

  void leave(String reason) {
    changes.add(new Change(Change.Kind.NOTHING, List.of(), reason));
  }

  /** The options that stay. */
  List<QemuOption> remaining() {
    List<QemuOption> remaining = new ArrayList<>();
    for (QemuOption option : line.options()) {
      if (!removed.get(option.index())) {
        remaining.add(option);
      }
    }
    return remaining;
  }

  List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < line.arguments().size(); i++) {
      if (!removed.get(i)) {
        arguments.add(Argument.of(line.arguments().get(i)));
      }
    }
    arguments.addAll(appended);
    return arguments;
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }
}
