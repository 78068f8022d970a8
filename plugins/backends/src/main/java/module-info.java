// SPDX-License-Identifier: Apache-2.0

/** Recognises network backends, and what refers to backends and cards. */
module dev.qrap.backends {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ArgFilter with
      dev.qrap.backends.NetFilter,
      dev.qrap.backends.NetdevFilter,
      dev.qrap.backends.NicFilter,
      dev.qrap.backends.ReferenceFilter;
}
