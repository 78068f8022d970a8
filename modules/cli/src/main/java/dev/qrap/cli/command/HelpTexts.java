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
          "Settings are lines KEY=VALUE in /etc/qrap/qrap.properties and in",
          "~/.config/qrap/qrap.properties, environment variables such as QRAP_SOCKET, and",
          "options of qrap run, plan and doctor such as --socket. The last one decides.");

  /** What the exit status means. */
  public static final String EXIT_STATUS =
      "QEMU's once it runs; before that 1 for a failure, 2 for wrong use.";

  private HelpTexts() {}

  /** Which settings there are, and what becomes of the process. */
  static String[] footer(Keys keys) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(SETTINGS);
    for (Key<?> key : keys.keys()) {
      lines.add("  " + key.name() + " (" + key.label() + ", default " + key.withoutIt() + ")");
      lines.add("      " + key.description());
    }
    lines.add("");
    lines.add("Exit status: " + EXIT_STATUS);
    return lines.toArray(new String[0]);
  }
}
