// SPDX-License-Identifier: Apache-2.0

/** Lets QEMU start its own passt. */
module dev.qrap.strategy.passt {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ExecStrategy with
      dev.qrap.strategy.passt.PasstStrategy;
}
