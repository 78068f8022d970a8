// SPDX-License-Identifier: Apache-2.0

/** The command line: main, the commands and their messages. */
module dev.qrap.cli {
  requires dev.qrap.core;
  requires info.picocli;
  requires org.slf4j;

  exports dev.qrap.cli; // the JVM starts the main class by its name

  uses dev.qrap.core.host.Host;
}
