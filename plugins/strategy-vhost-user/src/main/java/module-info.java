// SPDX-License-Identifier: Apache-2.0

/** Connects a card through memory that QEMU shares with the backend. */
module dev.qrap.strategy.vhost.user {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ExecStrategy with
      dev.qrap.strategy.vhost.user.VhostUserStrategy;
}
