// SPDX-License-Identifier: Apache-2.0

/** Recognises network cards, one provider a family of models. */
module dev.qrap.nics {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ArgFilter with
      dev.qrap.nics.E1000Nics,
      dev.qrap.nics.Eepro100Nics,
      dev.qrap.nics.EtsecNics,
      dev.qrap.nics.Ne2kNics,
      dev.qrap.nics.OtherNics,
      dev.qrap.nics.PcnetNics,
      dev.qrap.nics.RealtekNics,
      dev.qrap.nics.SpaprNics,
      dev.qrap.nics.SungemNics,
      dev.qrap.nics.TulipNics,
      dev.qrap.nics.UsbNics,
      dev.qrap.nics.VirtioNics,
      dev.qrap.nics.Vmxnet3Nics;
}
