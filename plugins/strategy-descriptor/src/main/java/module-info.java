// SPDX-License-Identifier: Apache-2.0

/** Hands QEMU a connected descriptor. */
module dev.qrap.strategy.descriptor {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ExecStrategy with
      dev.qrap.strategy.descriptor.DescriptorStrategy;
}
