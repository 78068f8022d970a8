// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

/** Network adapters on USB. */
public final class UsbNics extends NicFamily {

  /** Called by ServiceLoader. */
  public UsbNics() {
    super("nic-usb", "usb-net");
  }
}
