// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import dev.qrap.spi.NetworkFeature.Addresses;

/** What a guest sees of QEMU's own user network, slirp (QEMU documentation, "Network options"). */
public final class UserNetwork {

  /** The addresses if nobody asks for others. */
  public static final Addresses ADDRESSES =
      new Addresses(
          "the addresses of QEMU's user network",
          "10.0.2.0/24",
          "10.0.2.2",
          "10.0.2.15",
          "10.0.2.3");

  private UserNetwork() {}
}
