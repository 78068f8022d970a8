// SPDX-License-Identifier: Apache-2.0

/** The one socket that the configuration names. */
module dev.qrap.locator.path {
  requires dev.qrap.spi;

  provides dev.qrap.spi.SocketLocator with
      dev.qrap.locator.path.PathLocator;
}
