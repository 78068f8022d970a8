// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UsageTest {

  @Test
  void everyFormHasItsLine() {
    assertThat(Usage.text())
        .isEqualTo(
            """
            Usage: qrap [FDNUM QEMU_CMD] [QEMU_ARG]...
                   qrap help [COMMAND]...
                   qrap run [OPTION]... [--] [[FDNUM] QEMU] [QEMU_ARG]...
                   qrap plan [--shell|--json] [OPTION]... [--] [[FDNUM] QEMU] [QEMU_ARG]...
                   qrap plan run [--shell|--json] [OPTION]... [--] [[FDNUM] QEMU] [QEMU_ARG]...
                   qrap plugins [--json]
                   qrap plugins check
                   qrap plugins new KIND NAME DIR
                   qrap sockets [--json]
                   qrap doctor [-q] [--json] [OPTION]...
                   qrap --help | --version
            """);
  }
}
