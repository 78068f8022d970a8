// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.output.StandardOutput;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code qrap --version}, and the help of all. */
final class QrapCommand implements Command {

  private final Keys keys;

  QrapCommand(Keys keys) {
    this.keys = keys;
  }

  private static final String[] DESCRIPTION = {
    "",
    "Connects a QEMU virtual machine to a network backend that listens on a UNIX socket, such as"
        + " passt, and becomes QEMU.",
    "",
    "If the first argument is a number (FDNUM), the next one is a command (QEMU_CMD). qrap runs it"
        + " with the remaining arguments, unchanged, and with the connection on descriptor FDNUM.",
    "Otherwise all arguments are QEMU's. The first network card gets the connection as its backend;"
        + " if there is no card, qrap adds one. Then qrap runs kvm, qemu-kvm, qemu-system-ARCH or"
        + " /usr/libexec/qemu-kvm.",
  };

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(DESCRIPTION)
        .commandListHeading("%nCommands:%n")
        .footer(HelpTexts.footer(keys));
    spec.addOption(
        OptionSpec.builder("--version")
            .description("Show the version, the commit and the JDK.")
            .build());
  }

  /** Without a command there is {@code --version} alone, since {@code --help} is no command's. */
  @Override
  public int run(ParseResult parsed) throws LaunchException {
    StandardOutput.write(
        "qrap %s\ncommit %s\nJDK %s\n".formatted(Version.text(), Version.commit(), Version.jdk()));
    return 0;
  }
}
