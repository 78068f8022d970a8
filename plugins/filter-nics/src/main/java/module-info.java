// SPDX-License-Identifier: Apache-2.0

/** Recognises network cards, one provider a family of models. */
module dev.qrap.filter.nics {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ArgFilter with
      dev.qrap.filter.nics.E1000Nics,
      dev.qrap.filter.nics.Eepro100Nics,
      dev.qrap.filter.nics.EtsecNics,
      dev.qrap.filter.nics.Ne2kNics,
      dev.qrap.filter.nics.OtherNics,
      dev.qrap.filter.nics.PcnetNics,
      dev.qrap.filter.nics.RealtekNics,
      dev.qrap.filter.nics.SpaprNics,
      dev.qrap.filter.nics.SungemNics,
      dev.qrap.filter.nics.TulipNics,
      dev.qrap.filter.nics.UsbNics,
      dev.qrap.filter.nics.VirtioNics,
      dev.qrap.filter.nics.Vmxnet3Nics;
}
