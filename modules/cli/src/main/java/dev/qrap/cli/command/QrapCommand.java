// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap --version}, and the help of all. */
final class QrapCommand implements Command {

  private static final String[] DESCRIPTION = {
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

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(DESCRIPTION)
        .commandListHeading("%nCommands:%n")
        .footer(HelpTexts.footer());
    spec.addOption(OptionSpec.builder("--version").description("Show the version.").build());
  }

  /** Without a command there is {@code --version} alone, since {@code --help} is no command's. */
  @Override
  public int run(ParseResult parsed) throws LaunchException {
    StandardOutput.write("qrap " + Version.text() + "\n");
    return 0;
  }
}
