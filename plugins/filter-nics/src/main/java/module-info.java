// SPDX-License-Identifier: Apache-2.0

/** Recognises network cards: the models of QEMU by family, and any other device with a backend. */
module dev.qrap.filter.nics {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ArgFilter with
      dev.qrap.filter.nics.KnownNics,
      dev.qrap.filter.nics.OtherNics;
}
