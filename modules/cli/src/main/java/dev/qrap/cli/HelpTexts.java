// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

/** The long texts of the help. A per cent sign is doubled: picocli formats them. */
final class HelpTexts {

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

  static final String[] FOOTER = {
    "",
    "Settings are lines key=value in /etc/qrap/qrap.properties, then in",
    "~/.config/qrap/qrap.properties, then variables like QRAP_SOCKET; the last wins:",
    "  socket         the backend's socket; without it /tmp/passt_1.socket to _99",
    "  socket.owners  user ids whose sockets are trusted besides root's and the own",
    "  qemu           the QEMU to run, a name or a path",
    "  timeout        seconds that the search for a backend may take: 30",
    "  nic            keep: your network card stays, on the connection; replace: it goes",
    "  machine, locator, exec   the plugin to use",
    "  exclude        plugins not to use: machine:q35,locator:passt",
    "  plugin.path    folders of plugin jars, and jars: /opt/a:/opt/b.jar",
    "  log            debug: every attempt is logged; off",
    "",
    "Exit status: QEMU's once it runs; before that 1 for a failure, 2 for wrong use.",
  };

  static final String[] PLAN = {
    "",
    "Says which program would run with which arguments, what is changed, by which rule and why. No"
        + " backend is needed. <descriptor> stands for the number of the connection.",
    "",
  };

  static final String[] PLUGINS = {
    "",
    "Plugins are in the image, in jars in its folder plugins and on the plugin.path. What is rejected"
        + " is broken, what is excluded the configuration leaves out.",
    "",
  };

  static final String[] NEW_PLUGIN = {
    "",
    "Writes a Maven project with a plugin that does little, its module-info.java and its contract test,"
        + " which pass. Comments say what to change.",
    "",
  };

  private HelpTexts() {}
}
