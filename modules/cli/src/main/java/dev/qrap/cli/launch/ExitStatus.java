// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

/** The exit statuses of qrap itself. Once QEMU runs, the exit status is QEMU's. */
public final class ExitStatus {

  /** Anything that fails before QEMU runs. */
  public static final int FAILURE = 1;

  /** Wrong use: no arguments, or a command with wrong options. */
  public static final int WRONG_USE = 2;

  private ExitStatus() {}
}
