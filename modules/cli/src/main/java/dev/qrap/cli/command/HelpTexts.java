// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import java.util.ArrayList;
import java.util.List;

/** The long texts of the help. A per cent sign is doubled: picocli formats them. */
public final class HelpTexts {

  static final String[] DESCRIPTION = {
    "",
    "Connects a QEMU virtual machine to a network backend that listens on a UNIX socket, first of"
        + " all passt, and becomes QEMU.",
    "",
    "With FDNUM and QEMU_CMD nothing is patched: QEMU_CMD runs as given, with the connection on"
        + " descriptor FDNUM.",
    "Otherwise all arguments are QEMU's: the backend of its first network card becomes the"
        + " connection, or a card is added, and kvm, qemu-kvm, qemu-system-ARCH or"
        + " /usr/libexec/qemu-kvm runs.",
  };

  static final String[] PLAN = {
    "",
    "Says which program would run with which arguments, what is changed, by which rule and why. No"
        + " backend is needed. <descriptor> stands for the number of the connection.",
    "",
  };

  static final String[] RUN = {
    "",
    "Does what qrap does without run. An option replaces what files and variables say. Of plugins,"
        + " places and users, several options of one name make one list.",
    "",
  };

  static final String[] PLUGINS = {
    "",
    "Plugins are in the image, in jars in its folder plugins and on the plugin.path. What is rejected"
        + " is broken, what is excluded the configuration leaves out.",
    "",
  };

  static final String[] SOCKETS = {
    "",
    "No backend notices: one that runs with --one-off is still there afterwards. States:",
    "  listening   a launch would ask it for an answer",
    "  in use      it has a client; a launch waits for it a while, then tries the next",
    "  dead        the socket is left over, nobody listens",
    "  forbidden   the system does not let you connect: start it as the user who runs qrap",
    "  untrusted   a launch does not use it; the detail says why",
    "  missing     socket= names it, but it is not there",
    "  unreadable  the system does not let you look; the detail says why",
    "",
    "Exit status: 0 if one is listening, otherwise 1.",
    "",
  };

  static final String[] DOCTOR = {
    "",
    "Checks what a launch would meet, in its order, and says what to do about it. Nothing is changed,"
        + " and no backend notices. PASS is as it should be, WARN makes a launch slower or may"
        + " surprise, FAIL makes it impossible.",
    "",
    "Exit status: 1 if anything is FAIL, otherwise 0.",
    "",
  };

  static final String[] NEW_PLUGIN = {
    "",
    "Writes a Maven project with a plugin that does little, its module-info.java and its contract test,"
        + " which pass. Comments say what to change.",
    "",
  };

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
