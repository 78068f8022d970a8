// SPDX-License-Identifier: Apache-2.0

/** The numbered sockets on which passt listens by default. */
module dev.qrap.locator.passt {
  requires dev.qrap.spi;

  provides dev.qrap.spi.SocketLocator with
      dev.qrap.locator.passt.PasstLocator;
}
