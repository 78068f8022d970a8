// SPDX-License-Identifier: Apache-2.0

/** Lets QEMU connect to the backend's socket by itself. */
module dev.qrap.strategy.stream {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ExecStrategy with
      dev.qrap.strategy.stream.StreamStrategy;
}
