// SPDX-License-Identifier: Apache-2.0

/** Recognises network backends, and what refers to backends and cards. */
module dev.qrap.filter.backends {
  requires dev.qrap.spi;

  provides dev.qrap.spi.ArgFilter with
      dev.qrap.filter.backends.NetFilter,
      dev.qrap.filter.backends.NetdevFilter,
      dev.qrap.filter.backends.NicFilter,
      dev.qrap.filter.backends.ReferenceFilter;
}
