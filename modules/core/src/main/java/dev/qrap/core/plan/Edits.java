// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.commandline.ReadconfigFile;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** By the place of its -readconfig, the copy that QEMU gets of a file. */
  private final Map<Integer, RewrittenFile> files = new HashMap<>();

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

  /** Whether QEMU gets a copy of the file that a section is in. */
  boolean isCopied(QemuOption section) {
    return files.containsKey(section.index());
  }

  /**
   * Gives QEMU a copy of a file, in which sections can be changed.
   *
   * @param section one of the file's
   * @param descriptor the number on which QEMU gets it
   */
  void copyFile(QemuOption section, int descriptor) {
    List<QemuOption> sections = new ArrayList<>();
    for (QemuOption option : line.options()) {
      if (option.index() == section.index()) {
        if (option.notation() == Notation.FILE) {
          sections.add(option);
        } else {
          Argument copy = Argument.of(PlannedFile.path(descriptor));
          change(option, copy, "QEMU gets a copy of this file in which sections are changed");
        }
      }
    }
    for (ReadconfigFile file : line.files()) {
      if (file.index() == section.index()) {
        files.put(section.index(), new RewrittenFile(file, sections, descriptor));
      }
    }
  }

  /**
   * Changes a section of a file that is copied.
   *
   * @param removed the keys that it does not say any more
   * @param added what it says instead, in whole lines
   */
  void changeSection(QemuOption section, List<String> removed, Argument added, String reason) {
    files.get(section.index()).change(section, removed, added);
    List<Argument> before = List.of(Argument.of(display(section)));
    changes.add(new Change(Change.Kind.CHANGED, before, List.of(added.inOneLine()), reason, rule));
  }

  /** The copies of files that QEMU gets. */
  List<PlannedFile> files() {
    List<PlannedFile> planned = new ArrayList<>();
    for (ReadconfigFile file : line.files()) {
      RewrittenFile rewritten = files.get(file.index());
      if (rewritten != null) {
        planned.add(rewritten.planned(line.arguments().get(file.index() + 1)));
      }
    }
    return planned;
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
