// SPDX-License-Identifier: Apache-2.0

/** A network on which a guest is alone. */
module org.example.island {
  requires dev.qrap.spi;

  provides dev.qrap.spi.BackendKind with
      org.example.island.IslandKind;
}
