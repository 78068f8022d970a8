// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that a guide shows in a {@code console} block, and what it prints. */
record ConsoleExample(String command, String output) {

  /** All of a guide. */
  static List<ConsoleExample> of(Path guide) throws IOException {
    List<ConsoleExample> examples = new ArrayList<>();
    String command = "";
    List<String> output = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(guide)) {
      boolean ends = inside && line.equals("```");
      if ((ends || line.startsWith("$ ")) && !command.isEmpty()) {
        examples.add(new ConsoleExample(command, String.join("\n", output)));
        command = "";
      }
      if (inside && line.startsWith("$ ")) {
        command = line.substring(2);
        output.clear();
      } else if (inside) {
        output.add(line);
      }
      inside = line.equals("```console") || (inside && !ends);
    }
    return examples;
  }

  @Override
  public String toString() {
    return command;
  }
}
