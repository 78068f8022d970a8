// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Edits of a command line. What is not edited keeps its exact text and its place. */
final class Edits {

  /** What is enough to know an option by. A message may repeat it for each of its parts. */
  private static final int MAX_DISPLAYED = 500;

  private final CommandLine line;
  private final String rule;

  /** What is in each place of the line; empty if it was removed. */
  private final List<Optional<Argument>> places = new ArrayList<>();

  private final List<Argument> appended = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  /**
   * No edits yet.
   *
   * @param line the line
   * @param rule who edits, for people
   */
  Edits(CommandLine line, String rule) {
    this.line = line;
    this.rule = rule;
    for (String argument : line.arguments()) {
      places.add(Optional.of(Argument.of(argument)));
    }
  }

  /** Removes an option of the line, with its value. */
  void remove(QemuOption option, String reason) {
    List<Argument> arguments = written(option);
    for (int i = option.index(); i < option.index() + line.width(option); i++) {
      places.set(i, Optional.empty());
    }
    changes.add(new Change(Change.Kind.REMOVED, arguments, List.of(), reason, rule));
  }

  /** Gives an option of the line another value. */
  void change(QemuOption option, Argument value, String reason) {
    List<Argument> arguments = written(option);
    places.set(option.index() + 1, Optional.of(value));
    List<Argument> replacement = List.of(arguments.get(0), value);
    changes.add(new Change(Change.Kind.CHANGED, arguments, replacement, reason, rule));
  }

  /** Adds an option at the end. */
  void append(String option, Argument value, String reason, String rule) {
    List<Argument> arguments = List.of(Argument.of(option), value);
    appended.addAll(arguments);
    changes.add(new Change(Change.Kind.ADDED, arguments, List.of(), reason, rule));
  }

  /** Adds an option at the end by this object's own rule. */
  void append(String option, Argument value, String reason) {
    append(option, value, reason, rule);
  }

  /** Says why nothing is done. */
  void leave(String reason) {
    changes.add(Change.nothing(reason, rule));
  }

  /** Says to the user what he would not expect. */
  void remark(String reason) {
    changes.add(new Change(Change.Kind.REMARK, List.of(), List.of(), reason, rule));
  }

  /** The options that stay. */
  Inventory remaining() {
    List<QemuOption> remaining = new ArrayList<>();
    for (QemuOption option : line.options()) {
      if (places.get(option.index()).isPresent()) {
        remaining.add(option);
      }
    }
    return new Inventory(remaining);
  }

  List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    for (Optional<Argument> place : places) {
      if (place.isPresent()) {
        arguments.add(place.get());
      }
    }
    arguments.addAll(appended);
    return arguments;
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** An option as people know it; one of a file by its section and the file. */
  String display(QemuOption option) {
    if (option.notation() != Notation.FILE) {
      String text = Change.text(written(option));
      return text.length() <= MAX_DISPLAYED ? text : text.substring(0, MAX_DISPLAYED) + "...";
    }
    String id = option.get("id");
    return "["
        + (option.name() + (id.isEmpty() ? "" : " \"" + id + "\""))
        + ("] in " + line.arguments().get(option.index() + 1));
  }

  private List<Argument> written(QemuOption option) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = option.index(); i < option.index() + line.width(option); i++) {
      arguments.add(Argument.of(line.arguments().get(i)));
    }
    return arguments;
  }
}
