// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

/** What qrap says when it is called without arguments. */
public final class Usage {

  /** The forms of all commands, a line each. */
  public static final String SHORT =
      """
      Usage: qrap [FDNUM QEMU_CMD] [QEMU_ARG]...
             qrap run [OPTION]... -- [FDNUM QEMU_CMD] [QEMU_ARG]...
             qrap plan [--shell|--json] [OPTION]... -- [FDNUM QEMU_CMD] [QEMU_ARG]...
             qrap plugins [--json] | qrap plugins check
             qrap plugins new KIND NAME DIR
             qrap sockets [--json]
             qrap doctor [-q] [--json] [OPTION]...
             qrap --help | --version
      """;

  private Usage() {}
}
