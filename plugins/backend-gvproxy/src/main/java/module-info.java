// SPDX-License-Identifier: Apache-2.0

/** gvproxy, and where it listens. */
module dev.qrap.backend.gvproxy {
  requires dev.qrap.spi;

  provides dev.qrap.spi.BackendKind with
      dev.qrap.backend.gvproxy.GvproxyKind;
  provides dev.qrap.spi.SocketLocator with
      dev.qrap.backend.gvproxy.GvproxyLocator;
}
