// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;

final class UsbNicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new UsbNics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "usb-net,netdev=n0"),
        List.of("-device", "{\"driver\":\"usb-net\",\"id\":\"n\"}"));
  }
}
