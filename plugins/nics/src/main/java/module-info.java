// SPDX-License-Identifier: Apache-2.0

/** Recognises network cards, one provider a family of models. */
module dev.qrap.nics {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ArgFilter with
      dev.qrap.nics.E1000Nics,
      dev.qrap.nics.RealtekNics,
      dev.qrap.nics.VirtioNics;
}
