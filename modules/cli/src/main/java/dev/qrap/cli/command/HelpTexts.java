// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import java.util.ArrayList;
import java.util.List;

/** The long texts of the help. A per cent sign is doubled: picocli formats them. */
public final class HelpTexts {

  /** Where settings come from. */
  public static final List<String> SETTINGS =
      List.of(
          "Settings are lines key=value in /etc/qrap/qrap.properties, then in",
          "~/.config/qrap/qrap.properties, then variables like QRAP_SOCKET, then options of",
          "qrap run, plan and doctor like --socket; the last wins.");

  /** What the exit status means. */
  public static final String EXIT_STATUS =
      "QEMU's once it runs; before that 1 for a failure, 2 for wrong use.";

  private HelpTexts() {}

  /** Which settings there are, and what becomes of the process. */
  static String[] footer() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(SETTINGS);
    for (Key<?> key : Keys.ALL.keys()) {
      lines.add("  " + key.name() + " (" + key.label() + ", default " + key.withoutIt() + ")");
      lines.add("      " + key.description());
    }
    lines.add("");
    lines.add("Exit status: " + EXIT_STATUS);
    return lines.toArray(new String[0]);
  }
}
