// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.commandline.ReadconfigFile;
import dev.qrap.core.plan.Argument.Placeholder;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A copy of a {@code -readconfig} file with other sections. What is not changed keeps its exact
 * text and its place.
 */
final class RewrittenFile {

  /** What is in each line; nothing if it was removed. */
  private final List<Argument> lines = new ArrayList<>();

  /** The first lines of the sections. */
  private final IdentityHashMap<QemuOption, Integer> titles = new IdentityHashMap<>();

  private final ReadconfigFile file;
  private final int descriptor;

  /**
   * An exact copy.
   *
   * @param file the file
   * @param sections its sections, as the line has them
   * @param descriptor the number on which QEMU gets the copy
   */
  RewrittenFile(ReadconfigFile file, List<QemuOption> sections, int descriptor) {
    this.file = file;
    this.descriptor = descriptor;
    List<Integer> first = file.titles();
    for (int i = 0; i < sections.size(); i++) {
      titles.put(sections.get(i), first.get(i));
    }
    for (String line : file.lines()) {
      lines.add(Argument.of(line));
    }
  }

  /**
   * Changes a section.
   *
   * @param section one of the file's
   * @param removed the keys that it does not say any more
   * @param added what it says first, in whole lines
   */
  void change(QemuOption section, List<String> removed, Argument added) {
    int title = titles.get(section);
    String line = file.lines().get(title);
    String before = (line.endsWith("\n") ? line : line + "\n") + added.before();
    lines.set(title, added.withBefore(before));
    for (int i = title + 1; i < lines.size() && !file.lines().get(i).startsWith("["); i++) {
      if (removed.contains(ReadconfigFile.key(file.lines().get(i)))) {
        lines.set(i, Argument.of(""));
      }
    }
  }

  /** The copy as the plan has it: pieces that are as long as the placeholders let them be. */
  PlannedFile planned(String path) {
    List<Argument> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Argument line : lines) {
      text.append(line.before());
      if (line.placeholder() != Placeholder.NONE) {
        pieces.add(line.withBefore(text.toString()));
        text.setLength(0);
      }
    }
    pieces.add(Argument.of(text.toString()));
    return new PlannedFile(path, descriptor, pieces);
  }
}
